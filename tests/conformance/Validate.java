import java.io.FileInputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds PDF files against PDF/A-2a and PDF/UA-1; prints a line for each file and standard, and one for each rule broken. */
public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1)) {
                validate(file, flavour);
            }
        }
    }

    private static void validate(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println(String.join("\t", file, flavour.getId(), result.isCompliant() ? "passed" : "failed",
                    Integer.toString(result.getTotalAssertions())));
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, each.getMessage() + " @ " + each.getLocation().getContext());
                }
            }
            broken.forEach((rule, message) -> System.out.println("\t" + rule + "\t" + message));
        }
    }
}
