package live.nigiwai.web.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.json.Json;

/**
 * The API as it is promised: {@code /api/openapi.json}, and the check that every request to a
 * promised operation keeps to it before a feature sees it. Features still own the rules a schema
 * cannot say.
 */
final class Contract {
  private static final String RESOURCE = "/contract/openapi.yaml";

  private final OpenAPIContract contract;
  private final RequestValidator validator;
  private final RequestExtractor extractor = RequestExtractor.withBodyHandler();
  private final Buffer document;

  private Contract(OpenAPIContract contract, RequestValidator validator, Buffer document) {
    this.contract = contract;
    this.validator = validator;
    this.document = document;
  }

  /** Reads the contract from the class path; blocks. */
  static Contract load(Vertx vertx) {
    byte[] document = read();
    var contract =
        OpenAPIContract.from(vertx, requestsOnly(new JsonObject(Buffer.buffer(document))))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return new Contract(
        contract, RequestValidator.create(vertx, contract), Buffer.buffer(document));
  }

  /**
   * Without what answers look like: the validator refuses contracts that answer with media types it
   * does not know, such as problems and PDF.
   */
  private static JsonObject requestsOnly(JsonObject document) {
    withoutContent(document.getJsonObject("components").getJsonObject("responses"));
    var paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      for (var operation : paths.getJsonObject(path)) {
        if (operation.getValue() instanceof JsonObject promised
            && promised.containsKey("responses")) {
          withoutContent(promised.getJsonObject("responses"));
        }
      }
    }
    return document;
  }

  private static void withoutContent(JsonObject responses) {
    responses.forEach(
        response -> {
          if (response.getValue() instanceof JsonObject answer) {
            answer.remove("content");
          }
        });
  }

  private static byte[] read() {
    ObjectMapper yaml = new YAMLMapper();
    try (var in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return Json.bytes(yaml.readTree(in));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void mount(Router router) {
    router
        .get("/api/openapi.json")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-cache")
                    .end(document));
    router.route("/api/*").handler(this::check);
  }

  private void check(RoutingContext context) {
    Operation operation = promised(context.normalizedPath(), context.request().method());
    if (operation == null) {
      context.next();
      return;
    }
    extractor
        .extractValidatableRequest(context, operation)
        .compose(request -> validator.validate(request, operation.getOperationId()))
        .onSuccess(valid -> context.next())
        .onFailure(
            broken ->
                Endpoints.refuse(
                    context,
                    ApiProblem.badRequest("bad_request", String.valueOf(broken.getMessage()))));
  }

  private @org.jspecify.annotations.Nullable Operation promised(String path, HttpMethod method) {
    try {
      return contract.findOperation(path, method);
    } catch (RuntimeException notInTheContract) {
      return null;
    }
  }
}
