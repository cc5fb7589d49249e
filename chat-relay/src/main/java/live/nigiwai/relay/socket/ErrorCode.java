package live.nigiwai.relay.socket;

import java.util.Locale;
import live.nigiwai.relay.moderation.CommentRules.Refusal;

/** Why a request was not carried out, in words for both kinds of reader (PROTOCOL.md section 3). */
public enum ErrorCode {
  SLOW_DOWN(true, "少し間をあけて送信してください。", "Please wait a moment before sending again."),
  OVERLOADED(true, "混み合っています。少し待ってから送信します。", "The room is very busy. Sending again in a moment."),
  UNAVAILABLE(true, "送信中です。つながり次第届きます。", "Still sending. It will arrive once we are back."),
  SLOW_MODE(true, "低速モードです。間をあけて送信してください。", "Slow mode: please wait before sending again."),
  MEMBERS_ONLY(false, "いまは以前からのお客さまだけがコメントできます。", "Only returning viewers may comment now."),
  BUYERS_ONLY(false, "いまはこの番組でお買い上げの方だけがコメントできます。", "Only buyers of this show may comment now."),
  MUTED(false, "いまはコメントできません。", "You may not comment now."),
  BLOCKED(false, "この内容は送信できません。", "This cannot be sent."),
  DUPLICATE(false, "同じコメントが続いています。", "You have just said this."),
  NOT_YOURS(false, "ご自分のコメントではありません。", "This is not your comment."),
  NO_SUCH(false, "見つかりませんでした。", "There is no such comment."),
  BAD_TOKEN(false, "入室の情報が正しくありません。", "This token is not valid."),
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

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ErrorCode of(Refusal refusal) {
    return switch (refusal) {
      case EMPTY -> EMPTY;
      case TOO_LONG -> TOO_LONG;
      case BAD_KEY -> BAD_KEY;
    };
  }
}
