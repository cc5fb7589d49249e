package live.nigiwai.shop.offer;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.ConstraintViolation;
import live.nigiwai.runtime.postgres.Database;
import org.jspecify.annotations.Nullable;

/** Making coupons and ending them, for the owner and producers. */
final class CouponEndpoints {
  private static final int LISTED_MAX = 500;
  private static final int ID_BYTES = 16;

  private final Database database;
  private final CouponRows rows;
  private final SecureRandom random = new SecureRandom();

  CouponEndpoints(Database database, CouponRows rows) {
    this.database = database;
    this.rows = rows;
  }

  void mount(Router router, Endpoints endpoints) {
    var who = EnumSet.of(Role.OWNER, Role.PRODUCER);
    router.get("/api/admin/coupons").handler(endpoints.staff(who, (context, staff) -> list()));
    router.post("/api/admin/coupons").handler(endpoints.staff(who, this::create));
    router
        .put("/api/admin/coupons/:id")
        .handler(endpoints.staff(who, (context, staff) -> change(context)));
  }

  record CouponView(
      String id,
      String code,
      String label,
      String labelEn,
      Coupon.Kind kind,
      long amount,
      @Nullable String segment,
      long minimum,
      @Nullable Integer totalMax,
      @Nullable Integer personMax,
      int used,
      @Nullable Long startsAt,
      @Nullable Long endsAt,
      boolean active) {
    static CouponView of(Coupon coupon) {
      return new CouponView(
          coupon.id(),
          coupon.code(),
          coupon.label().ja(),
          coupon.label().en(),
          coupon.kind(),
          coupon.amount(),
          coupon.segment(),
          coupon.minimum().yen(),
          coupon.totalMax(),
          coupon.personMax(),
          coupon.used(),
          coupon.startsAt(),
          coupon.endsAt(),
          coupon.active());
    }
  }

  record ListView(List<CouponView> coupons) {}

  private Answer list() {
    var coupons = database.query(sql -> rows.newest(sql, LISTED_MAX));
    return Answer.ok(new ListView(coupons.stream().map(CouponView::of).toList()));
  }

  /** The id follows from the key, so that a repeated request finds what the first one made. */
  private Answer create(RoutingContext context, Visitor staff) {
    String actor = staff.actor().id();
    String id = id(actor, Requests.idempotencyKey(context));
    var coupon = Requests.body(context, CouponForm.class).read(id, () -> CouponCode.fresh(random));
    try {
      boolean made = database.transaction(sql -> rows.create(sql, coupon, actor));
      var stored = database.query(sql -> rows.byId(sql, id)).orElseThrow();
      return Answer.status(made ? 201 : 200, CouponView.of(stored));
    } catch (ConstraintViolation refused) {
      if (refused.constraint().equals("shop_coupon_code")) {
        throw new ApiProblem(
            409,
            "code_taken",
            "同じコードのクーポンがすでにあります。",
            "There is a coupon with this code already.",
            false);
      }
      throw refused;
    }
  }

  private static String id(String actor, String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(("coupon " + actor + " " + key).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** What buyers were promised stays: code, kind, amount, segment, and whether it has a limit. */
  private Answer change(RoutingContext context) {
    String id = context.pathParam("id");
    var form = Requests.body(context, CouponForm.class);
    var before = database.query(sql -> rows.byId(sql, id)).orElseThrow(ApiProblem::notFound);
    var after = form.read(id, before::code);
    boolean same =
        after.code().equals(before.code())
            && after.kind() == before.kind()
            && after.amount() == before.amount()
            && Objects.equals(after.segment(), before.segment())
            && (after.totalMax() == null) == (before.totalMax() == null);
    if (!same) {
      throw new ApiProblem(
          409,
          "coupon_fixed",
          "コード・値引き・対象・配布数の有無は変えられません。新しいクーポンを作ってください。",
          "Code, discount, segment and whether there is a limit stay. Make a new coupon instead.",
          false);
    }
    if (!database.transaction(sql -> rows.change(sql, after))) {
      throw new ApiProblem(
          409,
          "below_used",
          "配布数をご利用済みの数より少なくはできません。",
          "The limit cannot be below what is used already.",
          false);
    }
    return Answer.ok(CouponView.of(database.query(sql -> rows.byId(sql, id)).orElseThrow()));
  }
}
