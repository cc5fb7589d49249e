package live.nigiwai.runtime.timeline;

import static live.nigiwai.runtime.timeline.TimelineJson.byWireName;
import static live.nigiwai.runtime.timeline.TimelineJson.wireName;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.TimelineEvent.CommentDecided;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentHeld;
import live.nigiwai.show.timeline.TimelineEvent.CommentPinned;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.CommentReported;
import live.nigiwai.show.timeline.TimelineEvent.CommentRestored;
import live.nigiwai.show.timeline.TimelineEvent.CommentUnpinned;
import live.nigiwai.show.timeline.TimelineEvent.DropChanged;
import live.nigiwai.show.timeline.TimelineEvent.OrderChanged;
import live.nigiwai.show.timeline.TimelineEvent.OrderPlaced;
import live.nigiwai.show.timeline.TimelineEvent.OrderedLine;
import live.nigiwai.show.timeline.TimelineEvent.PriceCorrected;
import live.nigiwai.show.timeline.TimelineEvent.PriceTimed;
import live.nigiwai.show.timeline.TimelineEvent.ProductPinned;
import live.nigiwai.show.timeline.TimelineEvent.ProductUnpinned;
import live.nigiwai.show.timeline.TimelineEvent.QuestionAnswered;
import live.nigiwai.show.timeline.TimelineEvent.QuestionGrouped;
import live.nigiwai.show.timeline.TimelineEvent.QuestionMarked;
import live.nigiwai.show.timeline.TimelineEvent.QuestionStatus;
import live.nigiwai.show.timeline.TimelineEvent.SaleStateChanged;
import live.nigiwai.show.timeline.TimelineEvent.SanctionLifted;
import live.nigiwai.show.timeline.TimelineEvent.Sanctioned;
import live.nigiwai.show.timeline.TimelineEvent.ShowEnded;
import live.nigiwai.show.timeline.TimelineEvent.ShowOpened;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;
import live.nigiwai.show.timeline.TimelineEvent.StreamBroken;
import live.nigiwai.show.timeline.TimelineEvent.StreamStarted;
import live.nigiwai.show.timeline.TimelineEvent.Unrecognised;
import live.nigiwai.show.timeline.TimelineEvent.Worded;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/** Facts ↔ JSON fields. Words are written only where asked: the stored fact never holds them. */
final class FactJson {
  private FactJson() {}

  static String type(TimelineEvent event) {
    return switch (event) {
      case CommentPosted ignored -> "comment";
      case CommentDeleted ignored -> "comment_deleted";
      case CommentRestored ignored -> "comment_restored";
      case CommentPinned ignored -> "comment_pinned";
      case CommentUnpinned ignored -> "comment_unpinned";
      case QuestionMarked ignored -> "question";
      case QuestionGrouped ignored -> "question_grouped";
      case QuestionAnswered ignored -> "question_answered";
      case CommentHeld ignored -> "comment_held";
      case CommentDecided ignored -> "comment_decided";
      case CommentReported ignored -> "comment_reported";
      case Sanctioned ignored -> "sanctioned";
      case SanctionLifted ignored -> "sanction_lifted";
      case QuestionStatus ignored -> "question_status";
      case ProductPinned ignored -> "pinned";
      case ProductUnpinned ignored -> "unpinned";
      case SaleStateChanged ignored -> "sale_state";
      case PriceTimed ignored -> "timed_price";
      case PriceCorrected ignored -> "price_corrected";
      case DropChanged ignored -> "drop";
      case StreamStarted ignored -> "stream_started";
      case StreamBroken ignored -> "stream_broken";
      case ShowOpened ignored -> "show_opened";
      case ShowEnded ignored -> "show_ended";
      case OrderPlaced ignored -> "order_placed";
      case OrderChanged ignored -> "order_changed";
      case StaffActed ignored -> "staff_acted";
      case Unrecognised unknown -> unknown.type();
    };
  }

  static String stored(TimelineEvent event) {
    if (event instanceof Unrecognised unknown) {
      return unknown.json();
    }
    return Json.text(
        out -> {
          out.writeStartObject();
          writeFields(out, event, false);
          out.writeEndObject();
        });
  }

  static void writeFields(JsonGenerator out, TimelineEvent event, boolean withWords)
      throws IOException {
    writeFact(out, event);
    var words = withWords && event instanceof Worded worded ? worded.words() : null;
    if (words != null) {
      put(out, "n", words.name(), "x", words.text());
    }
  }

  private static void writeFact(JsonGenerator out, TimelineEvent event) throws IOException {
    switch (event) {
      case CommentPosted comment -> {
        put(out, "eid", comment.commentId(), "b", wireName(comment.badge()));
        put(out, "re", comment.replyTo());
        if (comment.question()) {
          out.writeBooleanField("q", true);
        }
      }
      case CommentDeleted deleted -> put(out, "eid", deleted.commentId());
      case CommentRestored restored ->
          put(out, "eid", restored.commentId(), "b", wireName(restored.badge()));
      case CommentPinned pinned -> put(out, "eid", pinned.commentId());
      case CommentUnpinned unpinned -> put(out, "eid", unpinned.commentId());
      case QuestionMarked marked -> put(out, "eid", marked.commentId());
      case QuestionGrouped grouped -> put(out, "eid", grouped.commentId(), "into", grouped.into());
      case QuestionAnswered answered -> put(out, "eid", answered.commentId(), "x", answered.text());
      case ProductPinned pinned -> put(out, "p", pinned.product().value());
      case ProductUnpinned unpinned -> put(out, "p", unpinned.product().value());
      case SaleStateChanged changed ->
          put(out, "p", changed.product().value(), "state", wireName(changed.state()));
      case PriceTimed timed -> {
        put(out, "tid", timed.timedId());
        StateJson.writeTimed(out, timed.product(), timed.prices(), timed.from(), timed.until());
      }
      case PriceCorrected corrected ->
          put(
              out,
              "tid",
              corrected.timedId(),
              "p",
              corrected.product().value(),
              "reason",
              corrected.reason());
      case DropChanged drop -> {
        put(out, "did", drop.dropId(), "p", drop.product().value());
        put(out, "sku", drop.sku().value(), "phase", drop.phase());
      }
      case StreamBroken broken -> put(out, "reason", broken.reason());
      case OrderPlaced placed -> writeOrder(out, placed);
      case OrderChanged changed -> put(out, "order", changed.orderId(), "state", changed.state());
      case StaffActed acted -> put(out, "action", acted.action(), "subject", acted.subject());
      case ShowOpened opened -> put(out, "show", opened.show().value());
      case ShowEnded ended -> put(out, "show", ended.show().value());
      case CommentHeld held -> put(out, "eid", held.commentId(), "why", held.why());
      case CommentDecided decided ->
          put(out, "eid", decided.commentId(), "decision", decided.decision());
      case CommentReported reported -> {
        put(out, "eid", reported.commentId(), "why", reported.why());
        out.writeNumberField("reports", reported.reports());
      }
      case Sanctioned sanctioned -> writeSanction(out, sanctioned);
      case SanctionLifted lifted -> put(out, "sid", lifted.sanctionId(), "who", lifted.who());
      case QuestionStatus status ->
          put(out, "eid", status.commentId(), "status", status.status(), "who", status.who());
      case StreamStarted ignored -> {}
      case Unrecognised ignored -> {}
    }
  }

  /** Names and values in turn; a value that is null is left out. */
  private static void put(JsonGenerator out, @Nullable String... namesAndValues)
      throws IOException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = namesAndValues[i];
      String value = namesAndValues[i + 1];
      if (name != null && value != null) {
        out.writeStringField(name, value);
      }
    }
  }

  private static void writeSanction(JsonGenerator out, Sanctioned sanctioned) throws IOException {
    put(out, "sid", sanctioned.sanctionId(), "kind", sanctioned.kind());
    put(out, "who", sanctioned.who(), "scope", sanctioned.scope());
    var until = sanctioned.until();
    if (until != null) {
      out.writeNumberField("until", until.millis());
    }
  }

  private static void writeOrder(JsonGenerator out, OrderPlaced placed) throws IOException {
    put(out, "order", placed.orderId(), "number", placed.orderNumber());
    out.writeArrayFieldStart("lines");
    for (OrderedLine line : placed.lines()) {
      out.writeStartObject();
      put(out, "p", line.product().value(), "sku", line.sku().value());
      out.writeNumberField("q", line.quantity());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("total", placed.total().yen());
  }

  /** Never fails: what this version does not know or cannot read is {@link Unrecognised}. */
  static TimelineEvent read(String type, String json, @Nullable Words words) {
    try {
      return known(type, json, Json.tree(json), words);
    } catch (RuntimeException unreadable) {
      return new Unrecognised(type, json);
    }
  }

  private static TimelineEvent known(
      String type, String json, JsonNode fact, @Nullable Words words) {
    return switch (type) {
      case "comment" ->
          new CommentPosted(
              text(fact, "eid"), badge(fact), words, textIfThere(fact, "re"), fact.has("q"));
      case "comment_deleted" -> new CommentDeleted(text(fact, "eid"));
      case "comment_restored" -> new CommentRestored(text(fact, "eid"), badge(fact), words);
      case "comment_pinned" -> new CommentPinned(text(fact, "eid"));
      case "comment_unpinned" -> new CommentUnpinned(text(fact, "eid"));
      case "question" -> new QuestionMarked(text(fact, "eid"));
      case "question_grouped" -> new QuestionGrouped(text(fact, "eid"), textIfThere(fact, "into"));
      case "question_answered" -> new QuestionAnswered(text(fact, "eid"), textIfThere(fact, "x"));
      case "comment_held" -> new CommentHeld(text(fact, "eid"), text(fact, "why"), words);
      case "comment_decided" -> new CommentDecided(text(fact, "eid"), text(fact, "decision"));
      case "comment_reported" ->
          new CommentReported(
              text(fact, "eid"), text(fact, "why"), fact.required("reports").asInt());
      case "sanctioned" -> readSanction(fact, words);
      case "sanction_lifted" -> new SanctionLifted(text(fact, "sid"), text(fact, "who"));
      case "question_status" ->
          new QuestionStatus(text(fact, "eid"), text(fact, "status"), text(fact, "who"));
      case "pinned" -> new ProductPinned(new ProductId(text(fact, "p")));
      case "unpinned" -> new ProductUnpinned(new ProductId(text(fact, "p")));
      case "sale_state" ->
          new SaleStateChanged(
              new ProductId(text(fact, "p")), byWireName(SaleState.class, fact.get("state")));
      case "timed_price" ->
          new PriceTimed(
              text(fact, "tid"),
              new ProductId(text(fact, "p")),
              StateJson.prices(fact),
              new ShowTime(fact.required("from").asLong()),
              new ShowTime(fact.required("until").asLong()));
      case "price_corrected" ->
          new PriceCorrected(
              text(fact, "tid"), new ProductId(text(fact, "p")), text(fact, "reason"));
      case "drop" ->
          new DropChanged(
              text(fact, "did"),
              new ProductId(text(fact, "p")),
              new SkuId(text(fact, "sku")),
              text(fact, "phase"));
      case "stream_started" -> new StreamStarted();
      case "stream_broken" -> new StreamBroken(text(fact, "reason"));
      case "show_opened" -> new ShowOpened(new ShowId(text(fact, "show")));
      case "show_ended" -> new ShowEnded(new ShowId(text(fact, "show")));
      case "order_placed" -> readOrder(fact);
      case "order_changed" -> new OrderChanged(text(fact, "order"), text(fact, "state"));
      case "staff_acted" -> new StaffActed(text(fact, "action"), text(fact, "subject"));
      default -> new Unrecognised(type, json);
    };
  }

  private static OrderPlaced readOrder(JsonNode fact) {
    var lines = new ArrayList<OrderedLine>();
    for (JsonNode line : fact.get("lines")) {
      lines.add(
          new OrderedLine(
              new ProductId(text(line, "p")), new SkuId(text(line, "sku")), line.get("q").asInt()));
    }
    return new OrderPlaced(
        text(fact, "order"), text(fact, "number"), lines, Money.yen(fact.get("total").asLong()));
  }

  private static Sanctioned readSanction(JsonNode fact, @Nullable Words words) {
    var until = fact.get("until");
    return new Sanctioned(
        text(fact, "sid"),
        text(fact, "kind"),
        text(fact, "who"),
        text(fact, "scope"),
        until == null ? null : new ShowTime(until.asLong()),
        words);
  }

  private static Badge badge(JsonNode fact) {
    return byWireName(Badge.class, fact.get("b"));
  }

  private static @Nullable String textIfThere(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }
}
