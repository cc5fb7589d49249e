package live.nigiwai.runtime.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as RFC 9457 problem details: a stable {@code code} for programs, one sentence each in
 * Japanese and English for people, and whether trying again may work.
 */
public final class ApiProblem extends RuntimeException {
  private final int status;
  private final String code;
  private final String ja;
  private final String en;
  private final boolean retryable;
  private final Map<String, Object> more = new LinkedHashMap<>();

  public ApiProblem(int status, String code, String ja, String en, boolean retryable) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.ja = ja;
    this.en = en;
    this.retryable = retryable;
  }

  /** Adds an extension member; a {@code retryAfter} in seconds also becomes the header. */
  public ApiProblem with(String member, Object value) {
    more.put(member, value);
    return this;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** What happened and what to do, for people. */
  public String ja() {
    return ja;
  }

  public String en() {
    return en;
  }

  /** An extension member; null where there is none. */
  public @Nullable Object member(String name) {
    return more.get(name);
  }

  Map<String, Object> body() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "https://nigiwai.live/problems/" + code);
    body.put("title", en);
    body.put("status", status);
    body.put("code", code);
    body.put("ja", ja);
    body.put("en", en);
    body.put("retryable", retryable);
    body.putAll(more);
    return body;
  }

  public static ApiProblem badRequest(String code, String detail) {
    return new ApiProblem(400, code, "リクエストの形式が正しくありません。", "The request is malformed.", false)
        .with("detail", detail);
  }

  public static ApiProblem unauthorized() {
    return new ApiProblem(401, "login_needed", "ログインしてください。", "Please log in.", false);
  }

  public static ApiProblem badToken() {
    return new ApiProblem(
        401,
        "bad_token",
        "参加用の認証が切れています。お店のページを開き直してください。",
        "The join token is not valid any more. Please reload the shop's page.",
        false);
  }

  public static ApiProblem forbidden() {
    return new ApiProblem(403, "not_allowed", "この操作を行う権限がありません。", "You may not do this.", false);
  }

  public static ApiProblem notFound() {
    return new ApiProblem(404, "not_found", "見つかりませんでした。", "There is nothing here.", false);
  }

  public static ApiProblem tooLarge() {
    return new ApiProblem(413, "too_large", "送信内容が大きすぎます。", "The request is too large.", false);
  }

  public static ApiProblem headTooLarge() {
    return new ApiProblem(
        431, "head_too_large", "リクエストのヘッダーが大きすぎます。", "The request's head is too large.", false);
  }

  public static ApiProblem tooMany(int retryAfterSeconds) {
    return new ApiProblem(
            429,
            "slow_down",
            "操作が続いています。少し待ってからお試しください。",
            "Too many requests. Please wait a moment.",
            true)
        .with("retryAfter", retryAfterSeconds);
  }

  public static ApiProblem unavailable() {
    return new ApiProblem(
            503,
            "unavailable",
            "ただいま混み合っています。少し待ってからお試しください。",
            "The service is busy. Please try again in a moment.",
            true)
        .with("retryAfter", 1);
  }
}
