package live.nigiwai.relay.socket;

import java.util.Locale;
import live.nigiwai.relay.moderation.CommentRules.Refusal;

/** Why a request was not carried out, in words for both kinds of reader (PROTOCOL.md section 3). */
enum ErrorCode {
  SLOW_DOWN(true, "少し間をあけて送信してください。", "Please wait a moment before sending again."),
  OVERLOADED(true, "混み合っています。少し待ってから送信します。", "The room is very busy. Sending again in a moment."),
  UNAVAILABLE(true, "送信中です。つながり次第届きます。", "Still sending. It will arrive once we are back."),
  TOO_LONG(false, "文字数が多すぎます。", "This text is too long."),
  EMPTY(false, "文字を入力してください。", "Please write something."),
  BAD_KEY(false, "送信内容に誤りがあります。", "The request has a malformed key."),
  BAD_FRAME(false, "送信内容に誤りがあります。", "The request is malformed.");

  final boolean retry;
  final String ja;
  final String en;

  ErrorCode(boolean retry, String ja, String en) {
    this.retry = retry;
    this.ja = ja;
    this.en = en;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ErrorCode of(Refusal refusal) {
    return switch (refusal) {
      case EMPTY -> EMPTY;
      case TOO_LONG -> TOO_LONG;
      case BAD_KEY -> BAD_KEY;
    };
  }
}
