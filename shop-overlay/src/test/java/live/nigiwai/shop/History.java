package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import live.nigiwai.runtime.http.Role;

/**
 * A few buyers, the staff, the clock, the provider and the power supply do things in an order that
 * a seed decides; at the end every timer has run and the books are opened.
 */
final class History {
  private static final int STEPS_MIN = 5;
  private static final int STEPS_MORE = 9;
  private static final int BUYERS = 3;
  private static final int MOMENTS_MAX = 60;
  private static final int ROUNDS_TO_REST = 6;

  private static final String[][] DESK = {
    {"/accept", null},
    {"/ship", "{\"carrier\":\"yamato\",\"tracking\":\"1234\"}"},
    {"/deliver", null},
    {"/cancel", "{\"reason\":\"out\"}"},
    {"/refund", "{\"yen\":300,\"reason\":\"chipped\"}"},
    {
      "/return",
      "{\"lines\":[{\"key\":\"1\",\"quantity\":1}],\"reason\":\"size\",\"restock\":true,\"refund\":true}"
    },
    {"/restock", null},
  };
  private static final List<String> METHODS =
      List.of("card", "card", "paypay", "konbini", "cash_on_delivery");

  private final ShopWorld world;
  private final Invariants books;
  private final List<String> skus;
  private final Random random;
  private final String name;
  private final List<String> told = new ArrayList<>();
  private final List<Ordering> orderings = new ArrayList<>();
  private final Map<String, String> tokens = new HashMap<>();
  private int keys;

  /** A checkout somebody has, as far as its buyer knows. */
  private record Ordering(Buyer buyer, String checkout, List<String> keys) {}

  /**
   * @param skus what it is about; nobody else sells them meanwhile
   */
  History(ShopWorld world, List<String> skus, long seed) {
    this.world = world;
    this.skus = skus;
    this.random = new Random(seed);
    this.name = "h" + Long.toString(seed, 36);
    this.books = new Invariants(world, skus);
  }

  void run() {
    try {
      play();
    } catch (AssertionError | RuntimeException failed) {
      throw new AssertionError(name + ": " + String.join(", ", told), failed);
    }
  }

  private void play() {
    int units = 1 + random.nextInt(4);
    skus.forEach(sku -> stock(sku, units));
    int steps = STEPS_MIN + random.nextInt(STEPS_MORE);
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(4) == 0) {
        world.killAfter(1 + random.nextInt(MOMENTS_MAX));
      }
      step();
      if (world.isDead()) {
        note("killed");
        world.start(random.nextInt(6) == 0 ? 1 + random.nextInt(12) : 0);
      }
    }
    world.spare();
    rest();
    books.requireWhole();
    sameAnswersAgain();
  }

  private void note(String what) {
    told.add(what);
  }

  private void step() {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> press();
      case 3 -> cart();
      case 4, 5, 6, 7, 8 -> order();
      case 9 -> orderTwice();
      case 10 -> cancel();
      case 11 -> timeIsUp();
      case 12 -> timers();
      case 13, 14 -> providerDecides();
      case 15, 16 -> hints();
      case 17, 18 -> staff();
      default -> count();
    }
  }

  private Buyer buyer() {
    return world.buyer(name + "-" + random.nextInt(BUYERS));
  }

  private String sku() {
    return skus.get(random.nextInt(skus.size()));
  }

  private void press() {
    var buyer = buyer();
    String key = "press-" + keys++;
    var reply = buyer.press(sku(), 1 + random.nextInt(2), key);
    note("press " + reply.status());
    if (died(reply)) {
      return;
    }
    begun(buyer, reply);
  }

  private void begun(Buyer buyer, Buyer.Reply reply) {
    assertThat(reply.status()).as("%s", reply.body()).isIn(200, 201, 409);
    if (reply.status() != 409
        && orderings.stream().noneMatch(one -> one.checkout.equals(reply.id()))) {
      orderings.add(new Ordering(buyer, reply.id(), new ArrayList<>()));
    }
  }

  /** Both goods in one checkout, in either order. */
  private void cart() {
    var buyer = buyer();
    var both = new ArrayList<>(skus);
    java.util.Collections.shuffle(both, random);
    for (String sku : both) {
      var put =
          buyer.put(
              "/api/cart/lines/" + sku,
              "{\"show\":\"demo\",\"quantity\":" + (1 + random.nextInt(2)) + "}");
      note("cart " + put.status());
      if (world.isDead()) {
        return;
      }
      assertThat(put.status()).as("%s", put.body()).isIn(200, 409);
    }
    var reply = buyer.post("/api/cart/checkout", null, "cart-" + keys++);
    note("cart checkout " + reply.status());
    if (!died(reply)) {
      begun(buyer, reply);
    }
  }

  /** Somebody at the order desk does something with some order. */
  private void staff() {
    var orders = books.orders();
    if (orders.isEmpty()) {
      return;
    }
    String path = "/api/desk/orders/" + orders.get(random.nextInt(orders.size()));
    String key = "desk-" + keys++;
    String[] step = DESK[random.nextInt(DESK.length)];
    var reply = world.staff(Role.PRODUCER).post(path + step[0], step[1], key);
    note(step[0] + " " + reply.status());
    if (!died(reply)) {
      assertThat(reply.status()).as("%s %s", step[0], reply.body()).isIn(200, 404, 409, 422);
      if (random.nextBoolean()) {
        reply = world.staff(Role.PRODUCER).post(path + step[0], step[1], key);
        assertThat(died(reply) || reply.status() < 500).as("%s", reply.body()).isTrue();
      }
    }
  }

  /** Killed in the middle of it: whatever came back, or nothing, is not to be relied upon. */
  private boolean died(Buyer.Reply reply) {
    return world.isDead() && reply.status() >= 500;
  }

  private Ordering someOrdering() {
    return orderings.get(random.nextInt(orderings.size()));
  }

  private void order() {
    if (orderings.isEmpty()) {
      press();
      return;
    }
    var one = someOrdering();
    var filled = one.buyer.put(path(one, "/buyer"), Buyer.form(FickleProvider.CARD.token(), false));
    if (died(filled) || filled.status() != 200) {
      note("fill " + filled.status());
      // What is ordered or has ended cannot be filled in, but pressed again it can be.
      assertThat(world.isDead() || filled.status() == 409 || filled.status() == 410).isTrue();
    }
    if (!world.isDead() && random.nextInt(3) == 0) {
      String method = METHODS.get(random.nextInt(METHODS.size()));
      note(
          method
              + " "
              + one.buyer.choose(one.checkout, "{\"method\":\"" + method + "\"}").status());
    }
    if (!world.isDead()) {
      submit(one, random.nextInt(4) == 0 && !one.keys.isEmpty() ? one.keys.getFirst() : fresh(one));
    }
  }

  private static String path(Ordering one, String rest) {
    return "/api/checkouts/" + one.checkout + rest;
  }

  private String fresh(Ordering one) {
    String key = "order-" + keys++;
    one.keys.add(key);
    return key;
  }

  private void submit(Ordering one, String key) {
    var seen = one.buyer.checkout(one.checkout);
    if (world.isDead()) {
      return;
    }
    assertThat(seen.status()).as("%s", seen.body()).isEqualTo(200);
    remember(one, press(one, seen, key));
  }

  /** Presses 注文を確定する on what was seen. */
  private static Buyer.Reply press(Ordering one, Buyer.Reply seen, String key) {
    return one.buyer.order(one.checkout, seen.number("/total"), seen.text("/termsHash"), key);
  }

  private synchronized void remember(Ordering one, Buyer.Reply reply) {
    note("order " + reply.status());
    if (died(reply)) {
      return;
    }
    assertThat(reply.status()).as("%s", reply.body()).isIn(200, 402, 409, 410);
    // While the buyer has still to act there is an order only if they do.
    if (reply.status() == 200 && !reply.body().hasNonNull("next")) {
      String token = reply.text("/order/token");
      String before = tokens.putIfAbsent(one.checkout, token);
      assertThat(before == null || before.equals(token)).as("two orders of a checkout").isTrue();
    }
  }

  /** A double click, or two tabs. */
  private void orderTwice() {
    if (orderings.isEmpty()) {
      press();
      return;
    }
    var one = someOrdering();
    one.buyer.put(path(one, "/buyer"), Buyer.form(FickleProvider.CARD.token(), false));
    var seen = one.buyer.checkout(one.checkout);
    if (world.isDead() || seen.status() != 200) {
      return;
    }
    var both = new ArrayList<Callable<Buyer.Reply>>();
    String same = fresh(one);
    String other = random.nextBoolean() ? same : fresh(one);
    both.add(() -> press(one, seen, same));
    both.add(() -> press(one, seen, other));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(both)) {
        remember(one, reply.get());
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void cancel() {
    if (orderings.isEmpty()) {
      return;
    }
    var one = someOrdering();
    var reply = one.buyer.post(path(one, "/cancel"), null, null);
    note("cancel " + reply.status());
    if (!died(reply)) {
      assertThat(reply.status()).as("%s", reply.body()).isIn(204, 409);
    }
  }

  /** Minutes pass for everything that is held. */
  private void timeIsUp() {
    note("time is up");
    expireHolds();
    if (random.nextBoolean()) {
      world.letTimersRun();
    }
  }

  private void expireHolds() {
    world.change(
        "UPDATE shop_hold SET expires_at = now() WHERE sku = ANY($1) AND state IN ('HELD',"
            + " 'PAYING')",
        (Object) skus.toArray(String[]::new));
  }

  private void timers() {
    note("timers");
    books.everythingIsDue();
    world.letTimersRun();
  }

  private void providerDecides() {
    note("provider decides");
    world.provider.decideSomething();
  }

  /** Webhooks: late, twice, all at once, about something long decided. */
  private void hints() {
    var attempts = books.attempts();
    if (attempts.isEmpty()) {
      return;
    }
    note("hints");
    int times = 1 + random.nextInt(3);
    String about = attempts.get(random.nextInt(attempts.size()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times; i++) {
        var unused = threads.submit(() -> world.hint(about));
      }
    }
  }

  /** The staff counts and finds more or fewer. */
  private void count() {
    int delta = random.nextInt(4) - 2;
    var reply = adjust(sku(), delta, "count-" + name + keys++);
    note("count " + delta + " " + reply.status());
    if (!died(reply)) {
      assertThat(reply.status()).as("%s", reply.body()).isIn(200, 409, 422);
    }
  }

  private Buyer.Reply adjust(String sku, int delta, String key) {
    return world
        .staff(Role.PRODUCER)
        .post(
            "/api/shows/demo/stock/" + sku, "{\"delta\":" + delta + ",\"reason\":\"count\"}", key);
  }

  private void stock(String sku, int units) {
    int left =
        (int) world.number("SELECT on_hand - held - committed FROM shop_stock WHERE sku = $1", sku);
    if (left != units) {
      adjust(sku, units - left, "start-" + name + sku).expect(200);
    }
  }

  /** Nothing more is begun; everything that was begun comes to its end. */
  private void rest() {
    note("rest");
    world.provider.calmDown();
    for (int i = 0; i < ROUNDS_TO_REST; i++) {
      world.provider.decideAll();
      expireHolds();
      books.everythingIsDue();
      world.letTimersRun();
    }
    world.provider.growFickle();
  }

  /** Who was told that there is an order is told the same for ever. */
  private void sameAnswersAgain() {
    for (var one : orderings) {
      String token = tokens.get(one.checkout);
      if (token != null) {
        one.buyer.get("/api/orders/" + token).expect(200);
        var again = press(one, one.buyer.checkout(one.checkout), one.keys.getLast());
        assertThat(again.expect(200).text("/order/token")).isEqualTo(token);
      }
    }
  }
}
