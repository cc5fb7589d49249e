package live.nigiwai.shop.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.nigiwai.show.Money;

/** 代金引換手数料: a fee for each size of the sum to be collected. */
record DeliveryFees(List<Step> steps) {
  /**
   * @param upTo the largest sum it is for
   */
  record Step(Money upTo, Money fee) {}

  DeliveryFees {
    steps = List.copyOf(steps);
  }

  /**
   * Reads {@code up to:fee} texts.
   *
   * @throws IllegalArgumentException where one is not that, or they do not rise
   */
  static DeliveryFees of(List<String> texts) {
    var steps = new ArrayList<Step>();
    long before = 0;
    for (String text : texts) {
      String[] parts = text.strip().split(":", -1);
      if (parts.length != 2 || !parts[0].matches("[0-9]{1,9}") || !parts[1].matches("[0-9]{1,6}")) {
        throw new IllegalArgumentException(
            "shop.payment.delivery-fees holds texts like 9999:330, not " + text);
      }
      long upTo = Long.parseLong(parts[0]);
      if (upTo <= before) {
        throw new IllegalArgumentException("shop.payment.delivery-fees must rise: " + text);
      }
      before = upTo;
      steps.add(new Step(Money.yen(upTo), Money.yen(Long.parseLong(parts[1]))));
    }
    return new DeliveryFees(steps);
  }

  /** The fee for collecting this much; nothing where that is too much for the carrier. */
  Optional<Money> feeFor(Money amount) {
    return steps.stream()
        .filter(step -> amount.compareTo(step.upTo()) <= 0)
        .map(Step::fee)
        .findFirst();
  }
}
