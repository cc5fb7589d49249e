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
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.OrderChanged;
import live.nigiwai.show.timeline.TimelineEvent.OrderPlaced;
import live.nigiwai.show.timeline.TimelineEvent.OrderedLine;
import live.nigiwai.show.timeline.TimelineEvent.ProductPinned;
import live.nigiwai.show.timeline.TimelineEvent.ProductUnpinned;
import live.nigiwai.show.timeline.TimelineEvent.SaleStateChanged;
import live.nigiwai.show.timeline.TimelineEvent.ShowEnded;
import live.nigiwai.show.timeline.TimelineEvent.ShowOpened;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;
import live.nigiwai.show.timeline.TimelineEvent.StreamBroken;
import live.nigiwai.show.timeline.TimelineEvent.StreamStarted;
import live.nigiwai.show.timeline.TimelineEvent.Unrecognised;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/** Facts ↔ JSON fields. Words are written only where asked: the stored fact never holds them. */
final class FactJson {
  private FactJson() {}

  static String type(TimelineEvent event) {
    return switch (event) {
      case CommentPosted ignored -> "comment";
      case CommentDeleted ignored -> "comment_deleted";
      case ProductPinned ignored -> "pinned";
      case ProductUnpinned ignored -> "unpinned";
      case SaleStateChanged ignored -> "sale_state";
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
    switch (event) {
      case CommentPosted comment -> {
        out.writeStringField("eid", comment.commentId());
        out.writeStringField("b", wireName(comment.badge()));
        var words = comment.words();
        if (withWords && words != null) {
          out.writeStringField("n", words.name());
          out.writeStringField("x", words.text());
        }
      }
      case CommentDeleted deleted -> out.writeStringField("eid", deleted.commentId());
      case ProductPinned pinned -> out.writeStringField("p", pinned.product().value());
      case ProductUnpinned unpinned -> out.writeStringField("p", unpinned.product().value());
      case SaleStateChanged changed -> {
        out.writeStringField("p", changed.product().value());
        out.writeStringField("state", wireName(changed.state()));
      }
      case StreamBroken broken -> out.writeStringField("reason", broken.reason());
      case OrderPlaced placed -> writeOrder(out, placed);
      case OrderChanged changed -> {
        out.writeStringField("order", changed.orderId());
        out.writeStringField("state", changed.state());
      }
      case StaffActed acted -> {
        out.writeStringField("action", acted.action());
        out.writeStringField("subject", acted.subject());
      }
      case ShowOpened opened -> out.writeStringField("show", opened.show().value());
      case ShowEnded ended -> out.writeStringField("show", ended.show().value());
      case StreamStarted ignored -> {}
      case Unrecognised ignored -> {}
    }
  }

  private static void writeOrder(JsonGenerator out, OrderPlaced placed) throws IOException {
    out.writeStringField("order", placed.orderId());
    out.writeStringField("number", placed.orderNumber());
    out.writeArrayFieldStart("lines");
    for (OrderedLine line : placed.lines()) {
      out.writeStartObject();
      out.writeStringField("p", line.product().value());
      out.writeStringField("sku", line.sku().value());
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
          new CommentPosted(text(fact, "eid"), byWireName(Badge.class, fact.get("b")), words);
      case "comment_deleted" -> new CommentDeleted(text(fact, "eid"));
      case "pinned" -> new ProductPinned(new ProductId(text(fact, "p")));
      case "unpinned" -> new ProductUnpinned(new ProductId(text(fact, "p")));
      case "sale_state" ->
          new SaleStateChanged(
              new ProductId(text(fact, "p")), byWireName(SaleState.class, fact.get("state")));
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

  private static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }
}
