package live.nigiwai.shop.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import live.nigiwai.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What one paper says. Yen include tax. Stored as {@code jsonb}; dates are of Japan, {@code
 * 2026-03-08}.
 *
 * @param issuedOn 発行日
 * @param soldOn 取引年月日, of a return invoice that of the original sale
 * @param returnedOn of a return invoice only
 * @param recipient without 様
 * @param addressLines where the parcel goes; empty on papers that do not go with it
 * @param charges what is added to and taken off the goods, in order; negative where taken off
 * @param taxes one per rate, rounded once (消費税法施行令 第70条の10)
 * @param payment how it was paid, in words
 * @param notes further lines, such as what the law wants said about alcohol
 * @param priceless a gift's packing slip, which names no prices
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Paper(
    Kind kind,
    String number,
    String issuedOn,
    String soldOn,
    @Nullable String returnedOn,
    String orderNumber,
    String recipient,
    List<String> addressLines,
    Issuer issuer,
    List<Item> items,
    List<Charge> charges,
    long total,
    List<Tax> taxes,
    String payment,
    List<String> notes,
    boolean priceless) {
  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(Paper.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public Paper {
    addressLines = List.copyOf(addressLines);
    items = List.copyOf(items);
    charges = List.copyOf(charges);
    taxes = List.copyOf(taxes);
    notes = List.copyOf(notes);
  }

  public enum Kind {
    PACKING_SLIP("納品書", "S"),
    RECEIPT("領収書", "R"),
    INVOICE("適格請求書 兼 領収書", "I"),
    RETURN_INVOICE("適格返還請求書", "H");

    final String title;

    /** In the paper's number. */
    final String letter;

    Kind(String title, String letter) {
      this.title = title;
      this.letter = letter;
    }
  }

  /**
   * @param reduced taxed at the reduced rate, wholly or in part, and marked so
   */
  public record Item(String name, int quantity, long unit, long amount, boolean reduced) {}

  public record Charge(String label, long amount) {}

  /**
   * @param rate percent
   * @param taxable tax included
   */
  public record Tax(int rate, long taxable, long tax) {}

  String encode() {
    return Json.text(out -> Json.mapper().writeValue(out, this));
  }

  static Paper decode(String json) {
    try {
      return READER.readValue(json);
    } catch (JsonProcessingException malformed) {
      // Not with its message, which quotes who bought what.
      throw new IllegalStateException("a stored paper cannot be read");
    }
  }

  /** Nothing of who bought what. */
  @Override
  public String toString() {
    return "Paper[" + number + "]";
  }
}
