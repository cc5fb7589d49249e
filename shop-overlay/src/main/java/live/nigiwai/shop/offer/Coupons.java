package live.nigiwai.shop.offer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.pricing.Discount;
import live.nigiwai.show.Money;
import org.jspecify.annotations.Nullable;

/**
 * What codes are worth, and taking them. A coupon is looked at as often as one likes; it is taken
 * in the transaction that writes the order, under a lock and with the count checked, and given back
 * at most once.
 *
 * <p><b>Threading</b>: any thread; every method blocks.
 */
public final class Coupons {
  private static final String NO_ORDER = "";

  private final Database database;
  private final CouponRows rows;
  private final Segments segments;
  private final GuessLimit guesses;
  private final SecretKeySpec key;

  Coupons(
      Database database, CouponRows rows, Segments segments, GuessLimit guesses, String secret) {
    this.database = database;
    this.rows = rows;
    this.segments = segments;
    this.guesses = guesses;
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /**
   * What a code that a buyer typed is worth to them now; nothing is taken.
   *
   * @param address the range of addresses the request came from
   * @param goods before discounts
   * @throws ApiProblem 429 after too many wrong codes
   */
  public CouponAnswer preview(String typed, Asker asker, String address, Money goods) {
    String viewer = asker.viewer().value();
    var wait = database.transaction(sql -> guesses.charge(sql, viewer, address));
    if (wait.isPresent()) {
      throw ApiProblem.tooMany(wait.getAsInt());
    }
    var answer = database.query(sql -> look(sql, typed, asker, goods, NO_ORDER));
    if (!(answer instanceof CouponAnswer.Unknown)) {
      database.transaction(
          sql -> {
            guesses.giveBack(sql, viewer, address);
            return true;
          });
    }
    return answer;
  }

  /**
   * What a code that was accepted before is worth now, for showing a checkout again; empty where it
   * does not apply any more.
   *
   * @param orderId the order that may have it already; null where there is none
   */
  public Optional<Discount> discount(
      Sql sql, String typed, Asker asker, Money goods, @Nullable String orderId) {
    return look(sql, typed, asker, goods, orderId == null ? NO_ORDER : orderId)
            instanceof CouponAnswer.Applies(Discount discount)
        ? Optional.of(discount)
        : Optional.empty();
  }

  private CouponAnswer look(Sql sql, String typed, Asker asker, Money goods, String orderId) {
    var coupon = CouponCode.read(typed).flatMap(code -> rows.byCode(sql, code));
    return coupon
        .map(found -> decide(sql, found, asker, goods, orderId))
        .orElseGet(CouponAnswer.Unknown::new);
  }

  private CouponAnswer decide(Sql sql, Coupon coupon, Asker asker, Money goods, String orderId) {
    int usedBefore =
        coupon.personMax() == null
            ? 0
            : rows.usedBy(sql, coupon.id(), asker.viewer(), mailbox(asker), orderId);
    boolean counted = rows.ofOrder(sql, orderId).filter(coupon.id()::equals).isPresent();
    return CouponRules.decide(
        coupon, segments.of(sql, asker), usedBefore, counted, goods, CouponRows.now(sql));
  }

  /**
   * Takes the coupon for an order, in the transaction that writes it; whatever other coupon the
   * order had is given back. The same order takes it once however often this is called. The order's
   * row is locked before, or new.
   *
   * @param typed null for none
   */
  public Taken take(Sql sql, @Nullable String typed, String orderId, Asker asker, Money goods) {
    var wanted =
        typed == null
            ? Optional.<Coupon>empty()
            : CouponCode.read(typed).flatMap(code -> rows.byCode(sql, code));
    var had = rows.ofOrder(sql, orderId);
    if (had.isPresent() && !had.equals(wanted.map(Coupon::id))) {
      rows.giveBack(sql, orderId);
    }
    if (typed == null) {
      return new Taken.None();
    }
    if (wanted.isEmpty()) {
      return new Taken.Refused(new CouponAnswer.Unknown());
    }
    return take(sql, wanted.get(), orderId, asker, goods);
  }

  private Taken take(Sql sql, Coupon seen, String orderId, Asker asker, Money goods) {
    var mailbox = mailbox(asker);
    Coupon coupon = seen;
    if (seen.totalMax() != null) {
      coupon = rows.lock(sql, seen.id());
    } else if (seen.personMax() != null) {
      rows.lockPerson(sql, seen.id(), asker.viewer(), mailbox == null ? "" : mailbox);
    }
    return switch (decide(sql, coupon, asker, goods, orderId)) {
      case CouponAnswer.Applies(Discount discount) -> {
        boolean has = rows.ofOrder(sql, orderId).isPresent();
        boolean taken =
            has || rows.take(sql, coupon, orderId, asker.viewer(), mailbox == null ? "" : mailbox);
        yield taken ? new Taken.Given(discount) : new Taken.Refused(new CouponAnswer.UsedUp());
      }
      case CouponAnswer.Refused refused -> {
        rows.giveBack(sql, orderId);
        yield new Taken.Refused(refused);
      }
    };
  }

  /** What {@link Coupons#take} did. */
  public sealed interface Taken {
    /** None was wanted. */
    record None() implements Taken {}

    /** The order has it. */
    record Given(Discount discount) implements Taken {}

    /** The order has no coupon. */
    record Refused(CouponAnswer.Refused why) implements Taken {}
  }

  /** The order came to nothing: its coupon can be used again. A second time does nothing. */
  public void giveBack(Sql sql, String orderId) {
    rows.giveBack(sql, orderId);
  }

  /** Keyed, so that the table tells nobody whose mailbox it was. */
  private @Nullable String mailbox(Asker asker) {
    String email = asker.email();
    if (email == null) {
      return null;
    }
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      String what = "coupon mailbox " + email.strip().toLowerCase(Locale.ROOT);
      return HexFormat.of().formatHex(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)), 0, 16);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
