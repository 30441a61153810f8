"""A small OpenID Connect provider on loopback: discovery, authorisation with PKCE, token, keys, user data."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "lantoa", "bi-mat-cua-lan-toa"


class OidcProvider:
    """Says of whoever asks that it is `person`; served while the `with` block runs."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.discovery: dict[str, str] = {}
        self.asked: list[str] = []
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._codes: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "OidcProvider":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, query: dict[str, str], form: dict[str, str], bearer: str) -> tuple[int, Any]:
        """Return the status with the JSON, or for 302 with the address."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                **self.discovery,
            }
        if path == "/authorize":
            code = secrets.token_urlsafe()
            self._codes[code] = query
            return 302, f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
        if path == "/token":
            return self._token(form)
        if path == "/userinfo":
            return (200, self.person) if bearer == "Bearer vao" else (401, {})
        if path == "/jwks":
            numbers = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
            return 200, {"keys": [{**numbers, "kid": "1", "alg": "RS256", "use": "sig"}]}
        return 404, {}

    def _token(self, form: dict[str, str]) -> tuple[int, Any]:
        asked = self._codes.pop(form.get("code", ""), None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        if asked is None or form.get("client_secret") != SECRET or asked.get("code_challenge") != challenge:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60, **self.person}
        token = jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "1"})
        return 200, {"access_token": "vao", "token_type": "Bearer", "expires_in": 60, "id_token": token}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def _reply(self) -> None:
                address = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                query, form = (
                    {key: values[0] for key, values in parse_qs(part).items()} for part in (address.query, body)
                )
                status, given = provider.answer(address.path, query, form, self.headers.get("Authorization", ""))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", given)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                if status != 302:
                    self.wfile.write(json.dumps(given).encode())

            do_GET = do_POST = _reply  # noqa: N815

            def log_message(self, *words: object) -> None:
                pass

        return Handler
