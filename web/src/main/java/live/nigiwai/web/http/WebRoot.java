package live.nigiwai.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;

/**
 * The files the browser is served, read from the class path once and kept in memory, already
 * compressed by the build. There are a few dozen of them, a few megabytes in all.
 *
 * <p><b>Threading</b>: any thread; a file's first request reads it, on an event loop, from the jar.
 */
final class WebRoot {
  private static final String ROOT = "/webroot/";
  private static final Pattern NAME =
      Pattern.compile("(?:assets/)?[A-Za-z0-9_][A-Za-z0-9._-]{0,120}");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "jpg", "image/jpeg",
          "webp", "image/webp",
          "woff2", "font/woff2",
          "json", "application/json");
  private static final Map<String, String> ENCODINGS = Map.of("br", ".br", "gzip", ".gz");

  private final Map<String, Optional<Buffer>> files = new ConcurrentHashMap<>();

  /** Answers with a file, or that there is none. */
  void send(RoutingContext context, String name, String cacheControl) {
    var plain = NAME.matcher(name).matches() ? file(name) : Optional.<Buffer>empty();
    if (plain.isEmpty() || name.endsWith(".br") || name.endsWith(".gz")) {
      Endpoints.refuse(context, ApiProblem.notFound());
      return;
    }
    var response =
        context
            .response()
            .putHeader("Content-Type", type(name))
            .putHeader("Cache-Control", cacheControl)
            .putHeader("Vary", "Accept-Encoding");
    var encoding = encoding(context.request(), name);
    encoding.ifPresent(chosen -> response.putHeader("Content-Encoding", chosen));
    response.end(
        encoding.flatMap(chosen -> file(name + ENCODINGS.get(chosen))).orElseGet(plain::get));
  }

  private Optional<String> encoding(HttpServerRequest request, String name) {
    String accepted = request.getHeader("Accept-Encoding");
    if (accepted == null) {
      return Optional.empty();
    }
    return Stream.of("br", "gzip")
        .filter(accepted::contains)
        .filter(encoding -> file(name + ENCODINGS.get(encoding)).isPresent())
        .findFirst();
  }

  private Optional<Buffer> file(String name) {
    var known = files.get(name);
    if (known != null) {
      return known;
    }
    var read = read(name);
    // What is not there is not remembered: names come from outside, and memory does not.
    if (read.isPresent()) {
      files.put(name, read);
    }
    return read;
  }

  private static Optional<Buffer> read(String name) {
    try (InputStream in = WebRoot.class.getResourceAsStream(ROOT + name)) {
      return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String type(String name) {
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
