"""What schemathesis needs for this API: signed calls, and ids of things that are there, so that calls get past the door."""

import json
import os
import random
import re

import schemathesis
from signing import Client

KNOWN = json.loads(os.environ["STAFETT_API_KNOWN"])
CLIENT = Client(KNOWN["base"], KNOWN["agency"], bytes.fromhex(KNOWN["seed"]))
CHANCE = random.Random(KNOWN["chance"])


class Signed:
    """Signs a request as it is about to be sent."""

    def __call__(self, request):
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        # The generator loves one key; a key is for one call.
        if re.fullmatch("[A-Za-z0-9_-]{8,64}", request.headers.get("Idempotency-Key", "")):
            request.headers["Idempotency-Key"] = f"{CHANCE.getrandbits(128):032x}"
        request.headers.update(CLIENT.headers(request.method, request.path_url, body))
        return request


schemathesis.auth.set_from_requests(Signed())


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """The proof is always signed above: the generator must not think that it has left it out. (Tests of the services do.)"""
    for path in raw_schema["paths"].values():
        for operation in path.values():
            operation["security"] = [{"access_token": scopes["access_token"]} for scopes in operation["security"]]


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Most calls are about something that exists."""
    for name, values in KNOWN["ids"].items():
        if path_parameters and name in path_parameters and CHANCE.random() < 0.9:
            path_parameters[name] = CHANCE.choice(values)
    return path_parameters


@schemathesis.hook
def map_query(context, query):
    """Nobody waits here for something to happen."""
    if query and "wait_seconds" in query:
        query["wait_seconds"] = 0 if query["wait_seconds"] in range(26) else query["wait_seconds"]
    return query
