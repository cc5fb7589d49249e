package live.nigiwai.shop.catalog.goods;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import live.nigiwai.shop.catalog.CompareAt;
import live.nigiwai.shop.catalog.Composition;
import live.nigiwai.shop.catalog.Jan;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.ProductDetail;
import live.nigiwai.shop.catalog.ProductDraft;
import live.nigiwai.shop.catalog.ProductDraft.PlacedPicture;
import live.nigiwai.shop.catalog.ProductKind;
import live.nigiwai.shop.catalog.TaxCategory;
import live.nigiwai.shop.catalog.VariantDraft;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * A product in JSON, as the staff send and get it. {@link #draft} holds every rule for what may be
 * typed.
 *
 * @param version as it was read; 0 for a new product
 * @param shipsFrom {@code 2026-12-01}, or null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ProductForm(
    @Nullable Long version,
    @Nullable String name,
    @Nullable String nameEn,
    @Nullable String description,
    @Nullable String descriptionEn,
    @Nullable String tax,
    @Nullable String kind,
    @Nullable Long perBuyer,
    @Nullable Long shipsWithinDays,
    @Nullable String shipsFrom,
    @Nullable String notes,
    @Nullable String notesEn,
    @Nullable List<LocalText> talkingPoints,
    @Nullable List<LocalText> options,
    @Nullable List<String> goesWith,
    @Nullable CompositionForm composition,
    @Nullable List<PictureForm> pictures,
    @Nullable List<VariantForm> variants,
    boolean archived) {
  static final int NAME_MAX = 100;
  static final int DESCRIPTION_MAX = 4_000;
  static final int NOTES_MAX = 1_000;
  static final int POINTS_MAX = 10;
  static final int POINT_MAX = 200;
  static final int WORD_MAX = 40;
  static final int GOES_WITH_MAX = 10;
  static final long PRICE_MAX = 100_000_000L;

  record PictureForm(@Nullable String key, @Nullable String alt, @Nullable String altEn) {}

  record CompareForm(@Nullable String kind, @Nullable Long price, @Nullable String source) {}

  record VariantForm(
      @Nullable String sku,
      @Nullable String name,
      @Nullable String nameEn,
      @Nullable Long price,
      @Nullable CompareForm compareAt,
      @Nullable List<LocalText> choices,
      @Nullable String jan,
      @Nullable Long weightGrams) {}

  record PartForm(
      @Nullable String name,
      @Nullable String nameEn,
      @Nullable String sku,
      @Nullable Long quantity,
      @Nullable Long value,
      @Nullable String tax) {}

  record CompositionForm(@Nullable String kind, @Nullable List<PartForm> parts) {}

  /**
   * The product that is wished for.
   *
   * @throws live.nigiwai.runtime.http.ApiProblem 422 {@code invalid_field} for the first field that
   *     cannot be used
   */
  ProductDraft draft(ProductId id) {
    var category = Typed.choice("tax", tax, TaxCategory.class);
    var goods = Typed.choice("kind", kind, ProductKind.class);
    if (category == TaxCategory.REDUCED && !goods.mayBeReduced()) {
      throw Typed.problem(
          "tax", "酒類と医薬品は軽減税率の対象外です。", "Alcohol and medicine are taxed at the standard rate.");
    }
    var optionNames = texts("options", options, ProductDraft.OPTIONS_MAX);
    var set = composition(category);
    return new ProductDraft(
        id,
        Typed.text("name", name, nameEn, 1, NAME_MAX),
        Typed.text("description", description, descriptionEn, 0, DESCRIPTION_MAX),
        category,
        (int) Typed.number("perBuyer", perBuyer, 1, 100),
        (int) Typed.number("shipsWithinDays", shipsWithinDays, 1, 365),
        variants(optionNames.size(), set),
        placed(),
        List.of(),
        new ProductDetail(
            goods,
            Typed.text("notes", notes, notesEn, 0, NOTES_MAX),
            points(),
            optionNames,
            day(),
            goesWith(id),
            set),
        archived);
  }

  private List<LocalText> points() {
    var points = new ArrayList<LocalText>();
    for (var point : Typed.list("talkingPoints", talkingPoints, POINTS_MAX)) {
      points.add(Typed.text("talkingPoints", point, 1, POINT_MAX));
    }
    return points;
  }

  private static List<LocalText> texts(
      String field, @Nullable List<LocalText> values, int countMax) {
    var texts = new ArrayList<LocalText>();
    for (var value : Typed.list(field, values, countMax)) {
      texts.add(Typed.text(field, value, 1, WORD_MAX));
    }
    return texts;
  }

  private @Nullable LocalDate day() {
    if (shipsFrom == null || shipsFrom.isBlank()) {
      return null;
    }
    try {
      var day = LocalDate.parse(shipsFrom.strip());
      if (day.getYear() >= 2000 && day.getYear() <= 2100) {
        return day;
      }
    } catch (DateTimeParseException malformed) {
      // Refused below, like a day of another century.
    }
    throw Typed.problem(
        "shipsFrom", "日付は 2026-12-01 の形で入力してください。", "Enter the day like 2026-12-01.");
  }

  private List<ProductId> goesWith(ProductId self) {
    var ids = new ArrayList<ProductId>();
    for (String other : Typed.list("goesWith", goesWith, GOES_WITH_MAX)) {
      var id = slug("goesWith", other, ProductId::new);
      if (!id.equals(self) && !ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  private List<PlacedPicture> placed() {
    var placed = new ArrayList<PlacedPicture>();
    for (var picture : Typed.list("pictures", pictures, ProductDraft.IMAGES_MAX)) {
      String key = picture.key == null ? "" : picture.key;
      if (!key.matches("[0-9a-f]{32}")) {
        throw Typed.problem("pictures", "画像をもう一度選んでください。", "Choose the picture again.");
      }
      placed.add(
          new PlacedPicture(key, Typed.text("pictures", picture.alt, picture.altEn, 0, POINT_MAX)));
    }
    return placed;
  }

  private @Nullable Composition composition(TaxCategory category) {
    if (composition == null) {
      return null;
    }
    var how = Typed.choice("composition", composition.kind, Composition.Kind.class);
    var parts = new ArrayList<Composition.Part>();
    for (var part : Typed.list("composition", composition.parts, Composition.PARTS_MAX)) {
      parts.add(
          new Composition.Part(
              Typed.text("composition", part.name, part.nameEn, 1, NAME_MAX),
              part.sku == null || part.sku.isBlank()
                  ? null
                  : slug("composition", part.sku, SkuId::new),
              (int) Typed.number("composition", part.quantity, 1, 99),
              Money.yen(Typed.number("composition", part.value, 1, Composition.VALUE_MAX)),
              Typed.choice("composition", part.tax, TaxCategory.class)));
    }
    if (parts.size() < 2) {
      throw Typed.problem(
          "composition", "セットには2種類以上の中身を登録してください。", "A set has two kinds of parts or more.");
    }
    if (category == TaxCategory.REDUCED) {
      throw Typed.problem(
          "tax",
          "セットの税率は中身から決まります。税区分は標準にしてください。",
          "A set is taxed by what is in it: choose the standard category.");
    }
    return new Composition(how, parts);
  }

  private List<VariantDraft> variants(int optionCount, @Nullable Composition set) {
    var drafts = new ArrayList<VariantDraft>();
    var skus = new HashSet<SkuId>();
    var combinations = new HashSet<List<LocalText>>();
    var forms = Typed.list("variants", variants, ProductDraft.VARIANTS_MAX);
    for (int i = 0; i < forms.size(); i++) {
      var draft = variant("variants[" + i + "].", forms.get(i), optionCount);
      if (!skus.add(draft.sku())) {
        throw Typed.problem("variants[" + i + "].sku", "SKUが重複しています。", "This SKU is there twice.");
      }
      if (optionCount > 0 && !combinations.add(draft.choices())) {
        throw Typed.problem(
            "variants[" + i + "].choices", "同じ組み合わせの種類が2つあります。", "Two variants are the same.");
      }
      drafts.add(draft);
    }
    if (drafts.isEmpty()) {
      throw Typed.problem("variants", "種類を1つ以上登録してください。", "A product has at least one variant.");
    }
    if (set != null && drafts.size() > 1) {
      throw Typed.problem("variants", "セットの種類は1つだけです。", "A set has one variant.");
    }
    return drafts;
  }

  private static VariantDraft variant(String at, VariantForm form, int optionCount) {
    var choices = texts(at + "choices", form.choices, ProductDraft.OPTIONS_MAX);
    if (choices.size() != optionCount) {
      throw Typed.problem(at + "choices", "選択肢ごとに値を1つ入力してください。", "Give one value per option.");
    }
    String jan = form.jan == null || form.jan.isBlank() ? null : form.jan.strip();
    if (jan != null && !Jan.isGood(jan)) {
      throw Typed.problem(
          at + "jan",
          "JANコードは8桁か13桁で、最後の桁が検査数字と一致する必要があります。",
          "A JAN code has 8 or 13 digits, and its last digit does not fit.");
    }
    var price = Money.yen(Typed.number(at + "price", form.price, 1, PRICE_MAX));
    var name = Typed.text(at + "name", form.name, form.nameEn, 0, NAME_MAX);
    return new VariantDraft(
        slug(at + "sku", form.sku == null ? "" : form.sku, SkuId::new),
        name.ja().isEmpty() && !choices.isEmpty() ? joined(choices) : name,
        price,
        compareAt(at + "compareAt", form.compareAt, price),
        choices,
        jan,
        form.weightGrams == null
            ? null
            : (int) Typed.number(at + "weightGrams", form.weightGrams, 1, 1_000_000));
  }

  private static LocalText joined(List<LocalText> choices) {
    return new LocalText(
        String.join(" / ", choices.stream().map(LocalText::ja).toList()),
        choices.stream().allMatch(it -> !it.en().isEmpty())
            ? String.join(" / ", choices.stream().map(LocalText::en).toList())
            : "");
  }

  private static @Nullable CompareAt compareAt(String at, @Nullable CompareForm form, Money price) {
    if (form == null) {
      return null;
    }
    var kind = Typed.choice(at, form.kind, CompareAt.Kind.class);
    var compared = Money.yen(Typed.number(at, form.price, 1, PRICE_MAX));
    if (compared.compareTo(price) <= 0) {
      throw Typed.problem(
          at, "比較する価格は販売価格より高くしてください。", "The compared price must be higher than the price.");
    }
    String source = form.source == null || form.source.isBlank() ? null : form.source.strip();
    if (kind == CompareAt.Kind.MAKER && (source == null || !CompareAt.isPublicPage(source))) {
      throw Typed.problem(
          at,
          "メーカー希望小売価格には、メーカーが公表しているページのURLが必要です。",
          "A maker's price needs the address of the page where the maker publishes it.");
    }
    return new CompareAt(kind, compared, kind == CompareAt.Kind.MAKER ? source : null);
  }

  private interface Identifier<T> {
    T of(String value);
  }

  private static <T> T slug(String field, String value, Identifier<T> type) {
    try {
      return type.of(value.strip());
    } catch (IllegalArgumentException malformed) {
      throw Typed.problem(
          field,
          "半角の英小文字・数字・ハイフンで40文字以内にしてください。",
          "Use up to 40 lower-case letters, digits and inner hyphens.");
    }
  }

  /** The form that would make this draft. */
  static ProductForm of(ProductDraft draft, long version) {
    var detail = draft.detail();
    var set = detail.composition();
    var shipsFrom = detail.shipsFrom();
    return new ProductForm(
        version,
        draft.name().ja(),
        draft.name().en(),
        draft.description().ja(),
        draft.description().en(),
        lower(draft.tax()),
        lower(detail.kind()),
        (long) draft.perBuyer(),
        (long) draft.shipsWithinDays(),
        shipsFrom == null ? null : shipsFrom.toString(),
        detail.notes().ja(),
        detail.notes().en(),
        detail.talkingPoints(),
        detail.options(),
        detail.goesWith().stream().map(ProductId::value).toList(),
        set == null
            ? null
            : new CompositionForm(
                lower(set.kind()), set.parts().stream().map(ProductForm::of).toList()),
        draft.pictures().stream()
            .map(it -> new PictureForm(it.key(), it.alt().ja(), it.alt().en()))
            .toList(),
        draft.variants().stream().map(ProductForm::of).toList(),
        draft.archived());
  }

  private static PartForm of(Composition.Part part) {
    return new PartForm(
        part.name().ja(),
        part.name().en(),
        part.sku() == null ? null : part.sku().value(),
        (long) part.quantity(),
        part.value().yen(),
        lower(part.tax()));
  }

  private static VariantForm of(VariantDraft variant) {
    var compareAt = variant.compareAt();
    var weight = variant.weightGrams();
    return new VariantForm(
        variant.sku().value(),
        variant.name().ja(),
        variant.name().en(),
        variant.price().yen(),
        compareAt == null
            ? null
            : new CompareForm(lower(compareAt.kind()), compareAt.price().yen(), compareAt.source()),
        variant.choices(),
        variant.jan(),
        weight == null ? null : (long) weight);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
