"""Generated calls against the demo's two agencies: none may end in a 5xx, every answer must be one of the API's document.

    python conformance.py <stafett> <schemathesis>

Starts a demo of its own in a folder that is removed, seeds it with one night, and gives each service two minutes at most.
"""

import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from signing import Client

HERE = Path(__file__).parent
SEED = 2611
PATIENCE = 120
# At least so many calls must have been answered with what they asked for.
SERVED = 50
# Each is judged by the service itself, with reasons a schema can't know: a code that is well formed may be nobody's, a state
# may not allow what is asked, and a form of text may be free of markup or not.
NOT_FOR_US = "positive_data_acceptance"
OFFICER = ("police", "polisen-exempelstad", "patrol_officer", "polisen-exempelstad/ingripande")
WORKER = ("social", "socialtjansten-exempelstad", "duty_worker", "socialtjansten-exempelstad/socialjouren")


def four_free_ports():
    """The first of four ports in a row that nobody listens on."""
    chance = random.Random()
    while True:
        first = chance.randrange(20000, 40000)
        sockets = []
        try:
            for step in range(4):
                sockets.append(socket.create_server(("127.0.0.1", first + step)))
            return first
        except OSError:
            continue
        finally:
            for taken in sockets:
                taken.close()


def start(binary, folder, port, clients):
    environment = dict(os.environ)
    for (service, agency, role, unit), client in clients.items():
        environment[f"STAFETT_{service.upper()}__AGENCY__API_CLIENTS"] = client.config_row("Generated calls", role, unit)
    log = open(folder / "demo.log", "w")
    arguments = [binary, "demo", "--json", "--port", str(port), "--data", str(folder / "data")]
    demo = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    for line in demo.stdout:
        if json.loads(line).get("service") == "town":
            return demo
    sys.exit("the demo did not start:\n" + (folder / "demo.log").read_text())


def eventually(what, look):
    for _ in range(300):
        found = look()
        if found:
            return found
        time.sleep(0.1)
    sys.exit(f"never saw {what}")


def a_night(police, social):
    """One call-out that is sent and has arrived; gives the ids that exist on both sides."""
    code = police.call("POST", "/api/v1/call-outs", {})["code"]
    at = f"/api/v1/call-outs/{code}"
    police.call("PUT", at + "/situation", {"kind": "violence", "children": "two", "children_state": "saw_or_heard", "acute": ["weapon"]})
    asked = {"answer": "yes", "out_of_earshot": "yes", "name": "Juno Exempel", "phone": "070-174 06 91", "protection": "no", "windows": ["now"]}
    police.call("PUT", at + "/consent", asked)
    police.call("PUT", at + "/concern", {"suspected": True, "details": {"grounds": ["saw_or_heard_violence"]}, "harm_test_passed": True})
    digest = police.call("GET", at + "/preview")["digest"]
    sent = police.call("POST", at + "/send", {"digest": digest})["handovers"]
    ids = [handover["id"] for handover in sent]
    arrived = lambda: [i for i in social.call("GET", "/api/v1/duty-items")["items"] if i["handover"] in ids and i["state"] == "received"]
    eventually("the handovers at the desk", lambda: len(arrived()) == len(ids))
    known = {}
    for service, client, to in (("police", police, WORKER[3]), ("social", social, OFFICER[3])):
        case = client.call("GET", f"/api/v1/cases/{code}")
        question = {"to": to, "categories": ["case_state"], "purpose": "coordination"}
        draft = client.call("POST", f"/api/v1/cases/{code}/requests", question)["id"]
        subjects = [subject["id"] for subject in case["subjects"]]
        known[service] = {"code": [code], "handover": ids, "subject": subjects, "draft": [draft]}
    return known


def was_let_in(report, service):
    """Whether calls came through the door at all: a run where every call is refused would pass and show nothing."""
    calls = [(entry["request"], entry["response"]["status"]) for entry in json.loads(report.read_text())["log"]["entries"]]
    answered = Counter(status for _, status in calls)
    served = {(request["method"], re.sub("[0-9a-f-]{36}|[A-Z0-9]{5}-[0-9]{4}", "*", request["url"])) for request, status in calls if status < 300}
    print(f"{service}: {sum(answered.values())} calls, by status {dict(sorted(answered.items()))}; {len(served)} kinds were served")
    return answered[200] + answered[201] + answered[204] >= SERVED


def conforms(tool, service, client, seed, ids, folder):
    known = {"base": client.base, "agency": client.agency, "seed": seed.hex(), "chance": SEED, "ids": ids}
    environment = dict(os.environ, SCHEMATHESIS_HOOKS="hooks", PYTHONPATH=str(HERE), STAFETT_API_KNOWN=json.dumps(known))
    report = folder / f"{service}.har"
    arguments = [
        tool, "run", client.base + "/api/openapi.json", "--phases", "examples,coverage,fuzzing", "--seed", str(SEED), "--workers", "1",
        "--max-examples", "30", "--report", "har", "--report-har-path", str(report), "--exclude-checks", NOT_FOR_US, "--no-shrink", "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off",
    ]
    print(f"\n{service}: {client.base}", flush=True)
    try:
        well = subprocess.run(arguments, env=environment, cwd=folder, timeout=PATIENCE).returncode == 0
        return was_let_in(report, service) and well
    except subprocess.TimeoutExpired:
        print(f"{service}: not done after {PATIENCE} s")
        return False


def main(binary, tool):
    folder = Path(tempfile.mkdtemp(prefix="stafett-api-"))
    port = four_free_ports()
    seeds = {OFFICER: os.urandom(32), WORKER: os.urandom(32)}
    clients = {who: Client(f"http://127.0.0.1:{port + place}", who[1], seeds[who]) for place, who in ((1, OFFICER), (2, WORKER))}
    demo = start(binary, folder, port, clients)
    try:
        known = a_night(clients[OFFICER], clients[WORKER])
        well = [conforms(tool, who[0], client, seeds[who], known[who[0]], folder) for who, client in clients.items()]
    finally:
        demo.terminate()
        demo.wait()
        shutil.rmtree(folder)
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
