"""Anne, who organises the event `namur`, and her log-in by password."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

STAFF_EMAIL = "anne@cluster.example"
STAFF_PASSWORD = "correct horse battery"


def log_in(client: FlaskClient, **environ: str) -> TestResponse:
    return client.post("/staff/login", data={"email": STAFF_EMAIL, "password": STAFF_PASSWORD}, environ_base=environ)


def is_in(client: FlaskClient) -> bool:
    return client.get("/o/namur/").status_code == 200
