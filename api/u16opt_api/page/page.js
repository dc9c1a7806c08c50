// Shows the description of this service, and sends what is tried here to this service itself: the address in
// the description is the one under which others reach it.
"use strict";

fetch("/v1/openapi.json")
  .then((answer) => answer.json())
  .then((description) => {
    description.servers = [{ url: window.location.origin + "/v1" }];
    // The first sentence of its text says the same.
    delete description.info.summary;
    window.SwaggerUIBundle({
      spec: description,
      dom_id: "#calls",
      deepLinking: true,
      displayRequestDuration: true,
      docExpansion: "list",
      defaultModelsExpandDepth: 0,
      tryItOutEnabled: true,
      validatorUrl: null,
      syntaxHighlight: { activated: false },
    });
  })
  .catch(() => {
    document.querySelector("#calls").textContent =
      "De beschrijving van de dienst kon niet worden geladen. Probeer het opnieuw.";
  });
