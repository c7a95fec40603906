"""Forms out to departments, and what comes back into the data set.

A data set, a round's period and files in; workbooks, a report and changed tables out.

A round is: `issue` makes the forms (`asked` settles what they ask, `paper` draws them, `hidden` is what they know of
themselves); `merge` reads what came back (`collect`, `returned`), compares it with the data (`compare`, `judge`), and
when all is settled (`settle`) writes the tables, the list of revisions and the ledger of forms together (`commit`),
under a `lock` and by a `journal`, from which the next run goes on where this one is cut off.
"""
