package live.nigiwai.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.NextStep;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.shop.payment.Refunded;
import live.nigiwai.shop.payment.Slip;
import live.nigiwai.show.Money;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * A provider on whom nothing depends but what it has written down itself. From a seed it loses
 * requests on the way and answers on the way back, leaves things undecided, makes the buyer act
 * first, and lets a payment slip in while it is asked to cancel. It outlives every kill of the
 * shop.
 *
 * <p><b>Threading</b>: any thread; one call at a time.
 */
final class FickleProvider implements PaymentProvider {
  /** Where an attempt stands. */
  enum Stand {
    UNDECIDED,
    BUYER_ACTS,
    SLIP_OUT,
    CAPTURED,
    DECLINED,
    CANCELLED,
    ON_DELIVERY;

    boolean isOpen() {
      return this == UNDECIDED || this == BUYER_ACTS || this == SLIP_OUT;
    }
  }

  /** What it has in its books about one attempt. */
  static final class Booked {
    final long amount;
    final PaymentMethod method;
    Stand stand;
    long refunded;

    Booked(long amount, PaymentMethod method, Stand stand) {
      this.amount = amount;
      this.method = method;
      this.stand = stand;
    }
  }

  static final Card CARD = new Card("tok_fickle", "Visa", "4242");

  private final Random random;
  private final Map<String, Booked> books = new ConcurrentHashMap<>();
  private final Map<String, Long> refunds = new ConcurrentHashMap<>();
  private final List<String> misuse = new ArrayList<>();
  private boolean calm;

  FickleProvider(long seed) {
    this.random = new Random(seed);
  }

  /** From now on every request arrives and every answer comes back. */
  synchronized void calmDown() {
    calm = true;
  }

  synchronized void growFickle() {
    calm = false;
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  private boolean isLost(int chances) {
    return !calm && oneIn(chances);
  }

  @Override
  public String name() {
    return "fickle";
  }

  @Override
  public Set<PaymentMethod> methods() {
    return Set.of(PaymentMethod.values());
  }

  @Override
  public synchronized Payment begin(Charge charge) {
    if (isLost(10)) {
      return new Payment.Unknown();
    }
    var booked =
        books.computeIfAbsent(
            charge.attemptId(),
            unused -> new Booked(charge.amount().yen(), charge.method(), first(charge.method())));
    if (booked.amount != charge.amount().yen()) {
      misuse.add(charge.attemptId() + " was asked for again with another amount");
    }
    return isLost(6) ? new Payment.Unknown() : said(charge.attemptId());
  }

  private Stand first(PaymentMethod method) {
    return switch (method) {
      case CARD ->
          switch (random.nextInt(8)) {
            case 0, 1 -> Stand.DECLINED;
            case 2 -> Stand.BUYER_ACTS;
            case 3 -> Stand.UNDECIDED;
            default -> Stand.CAPTURED;
          };
      case PAYPAY -> Stand.BUYER_ACTS;
      case KONBINI -> Stand.SLIP_OUT;
      case CASH_ON_DELIVERY -> Stand.ON_DELIVERY;
    };
  }

  @Override
  public synchronized Payment lookUp(String attemptId, @Nullable String reference) {
    return isLost(8) ? new Payment.Unknown() : said(attemptId);
  }

  private Payment said(String attemptId) {
    var booked = books.get(attemptId);
    if (booked == null) {
      return new Payment.Unheard();
    }
    String reference = "ref-" + attemptId;
    return switch (booked.stand) {
      case UNDECIDED -> new Payment.Unknown();
      case BUYER_ACTS ->
          new Payment.ActionRequired(reference, new NextStep.Redirect("/sim/" + attemptId));
      case SLIP_OUT ->
          new Payment.AwaitingCash(
              reference,
              new Slip(
                  List.of(new Slip.StoreCode("lawson", "1")),
                  "2",
                  "/sim/" + attemptId,
                  new ShowTime(System.currentTimeMillis() + 86_400_000)));
      case CAPTURED -> new Payment.Captured(reference, Money.yen(booked.amount));
      case DECLINED -> new Payment.Declined("card_declined");
      case CANCELLED -> new Payment.Cancelled(reference);
      case ON_DELIVERY -> new Payment.OnDelivery(reference);
    };
  }

  @Override
  public synchronized Payment cancel(String attemptId, @Nullable String reference) {
    if (isLost(8)) {
      return new Payment.Unknown();
    }
    var booked =
        books.computeIfAbsent(
            attemptId, unused -> new Booked(0, PaymentMethod.CARD, Stand.CANCELLED));
    if (booked.stand.isOpen()) {
      // The buyer paid in the very moment.
      booked.stand = !calm && oneIn(4) ? Stand.CAPTURED : Stand.CANCELLED;
    } else if (booked.stand == Stand.ON_DELIVERY) {
      booked.stand = Stand.CANCELLED;
    }
    return isLost(8) ? new Payment.Unknown() : said(attemptId);
  }

  @Override
  public synchronized Refunded refund(Refund refund) {
    if (isLost(8)) {
      return new Refunded.Unknown();
    }
    var booked = books.get(refund.attemptId());
    if (booked == null || (booked.stand != Stand.CAPTURED && booked.stand != Stand.ON_DELIVERY)) {
      misuse.add(refund.attemptId() + " was refunded without having been captured");
      return new Refunded.Refused("not_captured");
    }
    if (!refunds.containsKey(refund.refundId())) {
      boolean cash = booked.method != PaymentMethod.CARD && booked.method != PaymentMethod.PAYPAY;
      if (cash && !calm && oneIn(2)) {
        return new Refunded.NeedsDetails(new LocalText("口座を教えてください", "Which account?"));
      }
      if (booked.refunded + refund.amount().yen() > booked.amount) {
        misuse.add(refund.attemptId() + " would be refunded more than was taken");
        return new Refunded.Refused("too_much");
      }
      refunds.put(refund.refundId(), refund.amount().yen());
      booked.refunded += refund.amount().yen();
    }
    return isLost(6) ? new Refunded.Unknown() : new Refunded.Done("re-" + refund.refundId());
  }

  @Override
  public Optional<Card> card(String token) {
    return token.equals(CARD.token()) ? Optional.of(CARD) : Optional.empty();
  }

  /** Decides an open attempt behind the shop's back: paid, refused, or run out. */
  synchronized void decideSomething() {
    open().stream()
        .skip(random.nextInt(Math.max(1, open().size())))
        .findFirst()
        .ifPresent(this::decide);
  }

  /** Nothing stays open. */
  synchronized void decideAll() {
    open().forEach(this::decide);
  }

  private List<String> open() {
    return books.entrySet().stream()
        .filter(entry -> entry.getValue().stand.isOpen())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private void decide(String attemptId) {
    var next =
        switch (random.nextInt(4)) {
          case 0 -> Stand.DECLINED;
          case 1 -> Stand.CANCELLED;
          default -> Stand.CAPTURED;
        };
    books.computeIfPresent(
        attemptId,
        (unused, booked) -> {
          booked.stand = next;
          return booked;
        });
  }

  @Nullable Booked booked(String attemptId) {
    return books.get(attemptId);
  }

  /** What no provider should ever be asked. */
  synchronized List<String> misuse() {
    return List.copyOf(misuse);
  }
}
