"""The register of agencies in the back office."""


