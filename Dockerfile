# The runner of a schedule in a container: docs/operations.md says how to use it. No credential goes in here.
FROM python:3.11-slim-bookworm AS wheel
WORKDIR /src
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY briefing briefing
COPY templates templates
COPY data/jiangbei data/jiangbei
COPY data/demo-monthly data/demo-monthly
RUN PIP_CONSTRAINT=/src/constraints.txt pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.11-slim-bookworm
# The time zone of log lines; the schedule has its own.
ENV TZ=Asia/Shanghai PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# A number and not a name, so that Kubernetes can see that it is not root.
RUN useradd --uid 10001 --create-home briefing && install --directory --owner=10001 --group=10001 /work
COPY constraints.txt /opt/briefing/constraints.txt
COPY --from=wheel /wheels /opt/briefing/wheels
RUN PIP_CONSTRAINT=/opt/briefing/constraints.txt pip install --no-cache-dir \
    "$(ls /opt/briefing/wheels/*.whl)[schedule,sql]"
USER 10001:10001
WORKDIR /work
# The workspace: data, templates, briefing.yaml, schedule.yaml, output and .briefing.
VOLUME /work
# The mail server is not asked every hour; `briefing doctor` by hand does.
HEALTHCHECK --interval=1h --timeout=2m --start-period=1m CMD ["briefing", "doctor", "--offline", "--json"]
ENTRYPOINT ["briefing"]
CMD ["schedule", "run", "--log-json"]
