package live.nigiwai.testkit.hls;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.nigiwai.testkit.hls.Fetcher.Response;

/** How answers are delivered over HTTP. Pure. */
final class DeliveryRules {
  private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+)");
  private static final long FOR_EVER = 3_600;

  private final Findings findings;

  DeliveryRules(Findings findings) {
    this.findings = findings;
  }

  void playlist(String rendition, Response response, boolean askedForGzip) {
    String type = type(response);
    findings.check(
        type.equals("application/vnd.apple.mpegurl") || type.equals("audio/mpegurl"),
        Rule.MIME,
        rendition,
        () -> "a playlist is " + type);
    String cache = response.header("cache-control");
    findings.check(
        cache.contains("no-cache") || cache.contains("no-store") || maxAge(cache) <= 1,
        Rule.CACHE,
        rendition,
        () -> "a playlist has Cache-Control: " + cache);
    boolean packed = response.header("content-encoding").equals("gzip");
    findings.check(
        packed == askedForGzip,
        Rule.GZIP,
        rendition,
        () -> "a playlist is " + (packed ? "" : "not ") + "compressed, asked for: " + askedForGzip);
    findings.check(
        !packed || response.header("vary").toLowerCase(Locale.ROOT).contains("accept-encoding"),
        Rule.GZIP,
        rendition,
        () -> "a compressed playlist without Vary: Accept-Encoding");
    cors(rendition, response, "a playlist");
  }

  /**
   * @param type such as {@code video/mp4}; "" where it is not known
   */
  void media(String rendition, Response response, String type, String what) {
    String is = type(response);
    findings.check(
        type.isEmpty() ? is.endsWith("/mp4") : is.equals(type),
        Rule.MIME,
        rendition,
        () -> what + " is " + is);
    String cache = response.header("cache-control");
    findings.check(
        maxAge(cache) >= FOR_EVER && maxAge(cache) != Long.MAX_VALUE && !cache.contains("no-"),
        Rule.CACHE,
        rendition,
        () -> what + " has Cache-Control: " + cache);
    String length = response.header("content-length");
    findings.check(
        length.equals(String.valueOf(response.body().length)),
        Rule.LENGTH,
        rendition,
        () -> what + " has Content-Length " + length + ", " + response.body().length + " bytes");
    cors(rendition, response, what);
  }

  void refusal(String rendition, Response response, String what) {
    String cache = response.header("cache-control");
    findings.check(
        cache.contains("no-store"),
        Rule.CACHE,
        rendition,
        () -> what + " was refused with Cache-Control: " + cache);
    cors(rendition, response, "the refusal of " + what);
  }

  private void cors(String rendition, Response response, String what) {
    String allowed = response.header("access-control-allow-origin");
    findings.check(
        allowed.equals("*") || allowed.equals(Downloads.ORIGIN),
        Rule.CORS,
        rendition,
        () -> what + " allows the origin \"" + allowed + "\"");
  }

  private static String type(Response response) {
    String type = response.header("content-type");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  /** Endless where nothing is said: caches then guess. */
  private static long maxAge(String cacheControl) {
    Matcher matcher = MAX_AGE.matcher(cacheControl);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
  }
}
