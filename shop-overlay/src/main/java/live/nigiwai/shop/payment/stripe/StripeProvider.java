package live.nigiwai.shop.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundListParams;
import java.net.URI;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.payment.Charge;
import live.nigiwai.shop.payment.Payment;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.payment.PaymentProvider;
import live.nigiwai.shop.payment.Refund;
import live.nigiwai.shop.payment.Refunded;
import live.nigiwai.shop.payment.stripe.IntentRows.Intent;
import live.nigiwai.shop.payment.stripe.StripeReading.Meaning;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stripe through PaymentIntents: cards (typed into Stripe's Payment Element in our page, which
 * gives a confirmation token; 3-D Secure by redirect) and konbini. PayPay is not offered: the
 * library does not know it.
 *
 * <p>What is asked is written before it is asked ({@link IntentRows}). An intent whose name we did
 * not get to hear is found in Stripe's list by our id in its metadata, so nothing depends on how
 * long idempotency keys live. An attempt whose card was refused is cancelled at Stripe before it
 * counts as declined, for an intent would take a second try.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
public final class StripeProvider implements PaymentProvider {
  /** The metadata that names our attempt. */
  static final String ATTEMPT = "attempt";

  /** The metadata that names our refund. */
  static final String REFUND = "refund";

  private static final Logger log = LoggerFactory.getLogger(StripeProvider.class);

  /** A request that was not done by then will not be done. */
  private static final long ARRIVAL_SECONDS_MAX = 120;

  private static final long PAGE = 100;
  private static final int LISTED_MAX = 2_000;

  private final StripeClient client;
  private final StripeAsking asking;
  private final StripeReading reading;
  private final IntentRows rows;

  /**
   * @param publicUrl this platform as browsers reach it
   */
  public StripeProvider(StripeConfig config, URI publicUrl, Database database, Store store) {
    this.client =
        StripeClient.builder()
            .setApiKey(config.secretKey().value())
            .setApiBase(config.api().toString().replaceAll("/+$", ""))
            .setConnectTimeout((int) config.connectTimeout().toMillis())
            .setReadTimeout((int) config.readTimeout().toMillis())
            .setMaxNetworkRetries(0)
            .build();
    this.asking = new StripeAsking(publicUrl);
    this.reading = new StripeReading(config.publishableKey());
    this.rows = new IntentRows(database, store);
  }

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public Set<PaymentMethod> methods() {
    return EnumSet.of(PaymentMethod.CARD, PaymentMethod.KONBINI);
  }

  @Override
  public Payment begin(Charge charge) {
    boolean inPage = charge.method() == PaymentMethod.CARD && charge.cardToken() == null;
    var row = rows.asking(charge.attemptId(), charge.amount(), inPage);
    if (row.cancelled()) {
      return new Payment.Cancelled(row.attemptId());
    }
    try {
      String known = row.intentId();
      if (known != null) {
        return read(row, client.v1().paymentIntents().retrieve(known));
      }
      var found = row.repeated() ? find(row) : Optional.<PaymentIntent>empty();
      return found.isPresent() ? read(row, found.get()) : create(row, charge);
    } catch (StripeException noAnswer) {
      return unknown("begin", row.attemptId(), noAnswer);
    }
  }

  private Payment create(Intent row, Charge charge) throws StripeException {
    try {
      var options =
          RequestOptions.builder().setIdempotencyKey("attempt_" + row.attemptId()).build();
      return read(row, client.v1().paymentIntents().create(asking.intent(charge), options));
    } catch (CardException refused) {
      var error = refused.getStripeError();
      var intent = error == null ? null : error.getPaymentIntent();
      if (intent == null) {
        return new Payment.Declined(StripeReading.reason(error));
      }
      rows.known(row.attemptId(), intent.getId());
      return endFirst(intent.getId(), new Payment.Declined(StripeReading.reason(error)));
    } catch (InvalidRequestException wrong) {
      var found = find(row);
      if (found.isPresent()) {
        return read(row, found.get());
      }
      log.error("attempt {}: Stripe refused {}", row.attemptId(), of(wrong));
      return new Payment.Declined(Objects.requireNonNullElse(wrong.getCode(), "invalid_request"));
    }
  }

  /** By our id in its metadata, among what was made when we asked. */
  private Optional<PaymentIntent> find(Intent row) throws StripeException {
    var asked =
        PaymentIntentListParams.builder()
            .setCreated(
                PaymentIntentListParams.Created.builder()
                    .setGte(row.firstAsked() - ARRIVAL_SECONDS_MAX)
                    .setLte(row.lastAsked() + ARRIVAL_SECONDS_MAX)
                    .build())
            .setLimit(PAGE)
            .build();
    int seen = 0;
    for (var intent : client.v1().paymentIntents().list(asked).autoPagingIterable()) {
      if (StripeReading.isOurs(intent.getMetadata(), ATTEMPT, row.attemptId())) {
        return Optional.of(intent);
      }
      if (++seen >= LISTED_MAX) {
        throw new TooManyToTell();
      }
    }
    return Optional.empty();
  }

  /**
   * More intents than we would look through: nothing is known, which is not the same as nothing.
   */
  private static final class TooManyToTell extends StripeException {
    private static final long serialVersionUID = 1;

    TooManyToTell() {
      super("too many intents", null, "too_many_to_tell", 0);
    }
  }

  private Payment read(Intent row, PaymentIntent intent) throws StripeException {
    boolean ours =
        StripeReading.isOurs(intent.getMetadata(), ATTEMPT, row.attemptId())
            && "jpy".equals(intent.getCurrency())
            && intent.getAmount() == row.amount().yen();
    if (!ours) {
      log.error("attempt {}: {} is about something else", row.attemptId(), intent.getId());
      return new Payment.Unknown();
    }
    rows.known(row.attemptId(), intent.getId());
    return switch (reading.meaning(intent, row.inPage())) {
      case Meaning.Is(Payment payment) -> payment;
      case Meaning.EndFirst(Payment then) -> endFirst(intent.getId(), then);
    };
  }

  private Payment endFirst(String intentId, Payment then) throws StripeException {
    try {
      var ended = client.v1().paymentIntents().cancel(intentId);
      return ended.getStatus().equals("canceled") ? then : new Payment.Unknown();
    } catch (InvalidRequestException movedOn) {
      // Ended by another call of ours: the end is the same.
      var now = client.v1().paymentIntents().retrieve(intentId);
      return now.getStatus().equals("canceled") ? then : new Payment.Unknown();
    }
  }

  @Override
  public Payment lookUp(String attemptId, @Nullable String reference) {
    var row = rows.read(attemptId);
    if (row.isEmpty()) {
      return new Payment.Unheard();
    }
    if (row.get().cancelled()) {
      return new Payment.Cancelled(attemptId);
    }
    try {
      var intent = intent(row.get());
      if (intent.isPresent()) {
        return read(row.get(), intent.get());
      }
      return row.get().silence() > ARRIVAL_SECONDS_MAX
          ? new Payment.Unheard()
          : new Payment.Unknown();
    } catch (StripeException noAnswer) {
      return unknown("lookUp", attemptId, noAnswer);
    }
  }

  private Optional<PaymentIntent> intent(Intent row) throws StripeException {
    String known = row.intentId();
    return known == null ? find(row) : Optional.of(client.v1().paymentIntents().retrieve(known));
  }

  @Override
  public Payment cancel(String attemptId, @Nullable String reference) {
    var row = rows.neverAsk(attemptId);
    if (row.cancelled()) {
      return new Payment.Cancelled(attemptId);
    }
    try {
      var intent = intent(row);
      if (intent.isPresent()) {
        return cancel(row, intent.get());
      }
      if (row.silence() <= ARRIVAL_SECONDS_MAX) {
        return new Payment.Unknown(); // it may still be on its way there
      }
      rows.giveUp(attemptId);
      return lookUp(attemptId, reference);
    } catch (StripeException noAnswer) {
      return unknown("cancel", attemptId, noAnswer);
    }
  }

  private Payment cancel(Intent row, PaymentIntent intent) throws StripeException {
    try {
      return read(row, client.v1().paymentIntents().cancel(intent.getId()));
    } catch (InvalidRequestException tooLate) {
      return read(row, client.v1().paymentIntents().retrieve(intent.getId()));
    }
  }

  @Override
  public Refunded refund(Refund refund) {
    try {
      var asked =
          RefundListParams.builder().setPaymentIntent(refund.reference()).setLimit(PAGE).build();
      for (var made : client.v1().refunds().list(asked).autoPagingIterable()) {
        if (StripeReading.isOurs(made.getMetadata(), REFUND, refund.refundId())) {
          return made.getAmount() == refund.amount().yen()
              ? reading.refunded(made)
              : new Refunded.Refused("another_amount");
        }
      }
      var options =
          RequestOptions.builder().setIdempotencyKey("refund_" + refund.refundId()).build();
      return reading.refunded(client.v1().refunds().create(asking.refund(refund), options));
    } catch (InvalidRequestException refused) {
      log.error("refund {}: Stripe refused {}", refund.refundId(), of(refused));
      return new Refunded.Refused(Objects.requireNonNullElse(refused.getCode(), "invalid_request"));
    } catch (StripeException noAnswer) {
      log.warn("refund {}: no answer: {}", refund.refundId(), of(noAnswer));
      return new Refunded.Unknown();
    }
  }

  @Override
  public Optional<Card> card(String token) {
    if (!token.matches("ctoken_[A-Za-z0-9_]{1,200}")) {
      return Optional.empty();
    }
    try {
      var preview = client.v1().confirmationTokens().retrieve(token).getPaymentMethodPreview();
      var card = preview == null ? null : preview.getCard();
      return card == null
          ? Optional.empty()
          : Optional.of(new Card(token, card.getBrand(), card.getLast4()));
    } catch (StripeException unreadable) {
      log.warn("a confirmation token could not be read: {}", of(unreadable));
      return Optional.empty();
    }
  }

  private static Payment unknown(String call, String attemptId, StripeException noAnswer) {
    log.warn("attempt {}: no answer to {}: {}", attemptId, call, of(noAnswer));
    return new Payment.Unknown();
  }

  /** For the log: codes only, since Stripe's sentences may quote what was typed. */
  private static String of(StripeException problem) {
    return problem.getClass().getSimpleName()
        + " "
        + problem.getStatusCode()
        + " "
        + problem.getCode()
        + " "
        + problem.getRequestId();
  }
}
