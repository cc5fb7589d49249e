package live.nigiwai.web.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of {@code openapi.yaml}, as someone sees it who means to try them all: where it is,
 * and a request that keeps to its contract.
 */
final class PromisedRoute {
  private static final String DOCUMENT = "/contract/openapi.yaml";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Text that must look like something, by its property's name. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "email", "mallory@example.jp",
          "phone", "090-0000-0000",
          "postal", "1500001",
          "url", "https://example.jp/",
          "jti", "a");

  private final JsonNode document;
  private final JsonNode operation;
  private final String method;
  private final String path;
  private final List<JsonNode> parameters = new ArrayList<>();

  private PromisedRoute(JsonNode document, String method, String path) {
    this.document = document;
    this.method = method;
    this.path = path;
    var item = document.path("paths").path(path);
    this.operation = item.path(method);
    item.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
    operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
  }

  static List<PromisedRoute> all() {
    try (var in = PromisedRoute.class.getResourceAsStream(DOCUMENT)) {
      var document = new YAMLMapper().readTree(in);
      var routes = new ArrayList<PromisedRoute>();
      document
          .path("paths")
          .properties()
          .forEach(
              item ->
                  item.getValue()
                      .fieldNames()
                      .forEachRemaining(
                          method -> {
                            if (METHODS.contains(method)) {
                              routes.add(new PromisedRoute(document, method, item.getKey()));
                            }
                          }));
      return routes;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private JsonNode resolved(JsonNode node) {
    var next = node;
    while (next.has("$ref")) {
      next = document.at(next.path("$ref").asText().substring(1));
    }
    return next;
  }

  String name() {
    return operation.path("operationId").asText();
  }

  String method() {
    return method.toUpperCase(java.util.Locale.ROOT);
  }

  boolean isForStaff() {
    for (var tag : operation.path("tags")) {
      if (tag.asText().equals("staff")) {
        return true;
      }
    }
    return false;
  }

  boolean changesSomething() {
    return !method.equals("get");
  }

  /** Names in the path, such as {@code checkout}. */
  Set<String> idsInPath() {
    var names = new HashSet<String>();
    parameters.stream()
        .filter(parameter -> parameter.path("in").asText().equals("path"))
        .forEach(parameter -> names.add(parameter.path("name").asText()));
    return names;
  }

  /** With these ids in its path; whatever is not given is a made-up one. */
  String at(Map<String, String> ids) {
    var query = new ArrayList<String>();
    String filled = path;
    for (var parameter : parameters) {
      String name = parameter.path("name").asText();
      String value = ids.getOrDefault(name, sample(name, parameter.path("schema")).asText());
      if (parameter.path("in").asText().equals("path")) {
        filled = filled.replace("{" + name + "}", value);
      } else if (parameter.path("in").asText().equals("query")
          && parameter.path("required").asBoolean()) {
        query.add(name + "=" + value);
      }
    }
    return query.isEmpty() ? filled : filled + "?" + String.join("&", query);
  }

  Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    for (var parameter : parameters) {
      if (parameter.path("in").asText().equals("header")
          && parameter.path("required").asBoolean()) {
        headers.put(parameter.path("name").asText(), "attack-" + System.nanoTime());
      }
    }
    return headers;
  }

  private JsonNode bodySchema() {
    return resolved(
        operation.path("requestBody").path("content").path("application/json").path("schema"));
  }

  boolean hasJsonBody() {
    return !bodySchema().isMissingNode();
  }

  /** The least that keeps to the contract; null where it takes no body. */
  @Nullable JsonNode body() {
    return hasJsonBody() ? sample("", bodySchema()) : null;
  }

  /** The same with one field more than promised, at the top; null where it is promised. */
  @Nullable JsonNode bodyWith(String field, int value) {
    boolean promised = bodySchema().path("properties").has(field);
    return !promised && body() instanceof ObjectNode object ? object.put(field, value) : null;
  }

  /** Objects in its body that would take fields nobody promised. */
  List<String> openObjects() {
    var open = new ArrayList<String>();
    look(name(), bodySchema(), open, new HashSet<>());
    return open;
  }

  private void look(String where, JsonNode unresolved, List<String> open, Set<JsonNode> seen) {
    var schema = resolved(unresolved);
    if (!seen.add(schema)) {
      return;
    }
    boolean object = schema.path("type").toString().contains("object") || schema.has("properties");
    if (object && !schema.has("additionalProperties")) {
      open.add(where);
    }
    schema
        .path("properties")
        .properties()
        .forEach(each -> look(where + "." + each.getKey(), each.getValue(), open, seen));
    if (schema.has("items")) {
      look(where + "[]", schema.path("items"), open, seen);
    }
    for (String kind : List.of("oneOf", "anyOf", "allOf")) {
      schema.path(kind).forEach(each -> look(where, each, open, seen));
    }
  }

  private JsonNode sample(String name, JsonNode unresolved) {
    var schema = resolved(unresolved);
    for (String kind : List.of("oneOf", "anyOf")) {
      if (schema.path(kind).has(0)) {
        return sample(name, schema.path(kind).get(0));
      }
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.path("enum").has(0)) {
      return schema.path("enum").get(0);
    }
    String type =
        schema.path("type").isArray()
            ? schema.path("type").get(0).asText()
            : schema.path("type").asText(schema.has("properties") ? "object" : "string");
    return switch (type) {
      case "integer", "number" -> JSON.numberNode(Math.max(1, schema.path("minimum").asLong(1)));
      case "boolean" -> JSON.booleanNode(false);
      case "array" -> {
        var array = JSON.arrayNode();
        for (int i = 0; i < schema.path("minItems").asInt(); i++) {
          array.add(sample(name, schema.path("items")));
        }
        yield array;
      }
      case "object" -> {
        var object = JSON.objectNode();
        for (var required : schema.path("required")) {
          String field = required.asText();
          object.set(field, sample(field, schema.path("properties").path(field)));
        }
        yield object;
      }
      default -> JSON.textNode(text(name, schema));
    };
  }

  private static String text(String name, JsonNode schema) {
    String known = TEXTS.get(name);
    if (known != null) {
      return known;
    }
    String plain = "nobody";
    String pattern = schema.path("pattern").asText();
    if (!pattern.isEmpty() && !plain.matches(pattern)) {
      plain =
          List.of("0", "00000000", "1500001", "A".repeat(22), "#000000").stream()
              .filter(each -> each.matches(pattern))
              .findFirst()
              .orElse(plain);
    }
    return plain + "x".repeat(Math.max(0, schema.path("minLength").asInt() - plain.length()));
  }

  @Override
  public String toString() {
    return method() + " " + path + " (" + name() + ")";
  }
}
