package live.nigiwai.runtime.timeline;

import static live.nigiwai.runtime.timeline.TimelineJson.byWireName;
import static live.nigiwai.runtime.timeline.TimelineJson.wireName;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.SaleState;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.ShowState.Chat;
import live.nigiwai.show.timeline.ShowState.CommentPin;
import live.nigiwai.show.timeline.ShowState.Drop;
import live.nigiwai.show.timeline.ShowState.OpenQuestion;
import live.nigiwai.show.timeline.ShowState.Pin;
import live.nigiwai.show.timeline.ShowState.Pins;
import live.nigiwai.show.timeline.ShowState.ProductSale;
import live.nigiwai.show.timeline.ShowState.Questions;
import live.nigiwai.show.timeline.ShowState.SkuPrice;
import live.nigiwai.show.timeline.ShowState.Speakers;
import live.nigiwai.show.timeline.ShowState.StockLeft;
import live.nigiwai.show.timeline.ShowState.Stream;
import live.nigiwai.show.timeline.ShowState.StreamStatus;
import live.nigiwai.show.timeline.ShowState.TimedPrice;
import live.nigiwai.show.timeline.ShowState.Unrecognised;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/** Keyed state ↔ JSON fields. */
final class StateJson {
  private StateJson() {}

  static void writeFields(JsonGenerator out, ShowState state) throws IOException {
    switch (state) {
      case Pins pins -> {
        out.writeArrayFieldStart("pins");
        for (Pin pin : pins.pins()) {
          out.writeStartObject();
          out.writeStringField("p", pin.product().value());
          out.writeNumberField("s", pin.showAt().millis());
          out.writeEndObject();
        }
        out.writeEndArray();
      }
      case ProductSale sale -> {
        out.writeStringField("p", sale.product().value());
        out.writeStringField("state", wireName(sale.state()));
      }
      case StockLeft stock -> {
        out.writeStringField("sku", stock.sku().value());
        out.writeStringField("p", stock.product().value());
        out.writeNumberField("left", stock.left());
        out.writeNumberField("of", stock.of());
        if (stock.own()) {
          out.writeBooleanField("own", true);
        }
      }
      case TimedPrice timed -> {
        out.writeStringField("tid", timed.timedId());
        writeTimed(out, timed.product(), timed.prices(), timed.from(), timed.until());
      }
      case Drop drop -> writeDrop(out, drop);
      case Stream stream -> out.writeStringField("status", wireName(stream.status()));
      case Chat chat -> {
        out.writeNumberField("slow", chat.slowSeconds());
        out.writeStringField("who", wireName(chat.who()));
        out.writeBooleanField("hold", chat.hold());
        out.writeBooleanField("links", chat.links());
        out.writeBooleanField("raid", chat.raid());
      }
      case CommentPin pin -> {
        if (pin.commentId() != null) {
          out.writeStringField("eid", pin.commentId());
          writeWords(out, pin.words());
          out.writeStringField("b", wireName(pin.badge()));
        }
      }
      case Questions questions -> writeQuestions(out, questions);
      case Unrecognised unknown -> writeTree(out, Json.tree(unknown.json()));
    }
  }

  static void writeTimed(
      JsonGenerator out, ProductId product, List<SkuPrice> prices, ShowTime from, ShowTime until)
      throws IOException {
    out.writeStringField("p", product.value());
    out.writeArrayFieldStart("prices");
    for (SkuPrice each : prices) {
      out.writeStartObject();
      out.writeStringField("sku", each.sku().value());
      out.writeNumberField("yen", each.price().yen());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("from", from.millis());
    out.writeNumberField("until", until.millis());
  }

  static List<SkuPrice> prices(JsonNode value) {
    var prices = new ArrayList<SkuPrice>();
    for (JsonNode each : value.required("prices")) {
      prices.add(
          new SkuPrice(
              new SkuId(each.required("sku").asText()), Money.yen(each.required("yen").asLong())));
    }
    return prices;
  }

  private static void writeDrop(JsonGenerator out, Drop drop) throws IOException {
    out.writeStringField("did", drop.dropId());
    out.writeStringField("p", drop.product().value());
    out.writeStringField("sku", drop.sku().value());
    out.writeStringField("kind", drop.kind());
    out.writeStringField("phase", drop.phase());
    out.writeNumberField("units", drop.units());
    out.writeNumberField("from", drop.opensAt().millis());
    out.writeNumberField("until", drop.closesAt().millis());
    out.writeStringField("hash", drop.commitment());
  }

  private static Drop drop(JsonNode value) {
    return new Drop(
        value.required("did").asText(),
        product(value),
        new SkuId(value.required("sku").asText()),
        value.required("kind").asText(),
        value.required("phase").asText(),
        value.required("units").asInt(),
        time(value, "from"),
        time(value, "until"),
        value.required("hash").asText());
  }

  private static ShowTime time(JsonNode value, String field) {
    return new ShowTime(value.required(field).asLong());
  }

  private static void writeQuestions(JsonGenerator out, Questions questions) throws IOException {
    out.writeNumberField("open", questions.open());
    out.writeArrayFieldStart("top");
    for (OpenQuestion question : questions.top()) {
      out.writeStartObject();
      out.writeStringField("eid", question.commentId());
      writeWords(out, question.words());
      out.writeNumberField("votes", question.votes());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeWords(JsonGenerator out, @Nullable Words words) throws IOException {
    if (words != null) {
      out.writeStringField("n", words.name());
      out.writeStringField("x", words.text());
    }
  }

  private static void writeTree(JsonGenerator out, JsonNode fields) throws IOException {
    for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      out.writeFieldName(name);
      Json.mapper().writeTree(out, fields.get(name));
    }
  }

  static ShowState read(String key, JsonNode value) {
    try {
      return known(key, value);
    } catch (RuntimeException unreadable) {
      return new Unrecognised(key, value.toString());
    }
  }

  private static ShowState known(String key, JsonNode value) {
    int colon = key.indexOf(':');
    return switch (colon < 0 ? key : key.substring(0, colon)) {
      case "pins" -> {
        var pins = new ArrayList<Pin>();
        for (JsonNode pin : value.required("pins")) {
          pins.add(new Pin(product(pin), new ShowTime(pin.required("s").asLong())));
        }
        yield new Pins(pins);
      }
      case "sale" ->
          new ProductSale(product(value), byWireName(SaleState.class, value.required("state")));
      case "stock" ->
          new StockLeft(
              new SkuId(value.required("sku").asText()),
              product(value),
              value.required("left").asInt(),
              value.required("of").asInt(),
              value.path("own").asBoolean());
      case "timed" ->
          new TimedPrice(
              value.required("tid").asText(),
              product(value),
              prices(value),
              time(value, "from"),
              time(value, "until"));
      case "drop" -> drop(value);
      case "stream" -> new Stream(byWireName(StreamStatus.class, value.required("status")));
      case "chat" ->
          new Chat(
              value.required("slow").asInt(),
              byWireName(Speakers.class, value.required("who")),
              value.required("hold").asBoolean(),
              value.required("links").asBoolean(),
              value.required("raid").asBoolean());
      case "comment_pin" ->
          value.has("eid")
              ? new CommentPin(
                  value.get("eid").asText(), words(value), byWireName(Badge.class, value.get("b")))
              : new CommentPin(null, null, Badge.NONE);
      case "questions" -> {
        var top = new ArrayList<OpenQuestion>();
        for (JsonNode each : value.required("top")) {
          var words = words(each);
          top.add(
              new OpenQuestion(
                  each.required("eid").asText(),
                  words == null ? new Words("", "") : words,
                  each.required("votes").asInt()));
        }
        yield new Questions(value.required("open").asInt(), top);
      }
      default -> new Unrecognised(key, value.toString());
    };
  }

  private static @Nullable Words words(JsonNode node) {
    return node.hasNonNull("x") ? new Words(node.path("n").asText(), node.get("x").asText()) : null;
  }

  private static ProductId product(JsonNode node) {
    return new ProductId(node.required("p").asText());
  }
}
