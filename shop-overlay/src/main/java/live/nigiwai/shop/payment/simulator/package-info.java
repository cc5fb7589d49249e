/**
 * The payment simulator: a provider with state, a form for cards, pages for a bank, a wallet and a
 * till, webhooks, and everything that goes wrong with real ones.
 *
 * <p>Read {@link live.nigiwai.shop.payment.simulator.Simulator} first, then {@link
 * live.nigiwai.shop.payment.simulator.SimulatedProvider}. Its tables are its own; nobody else reads
 * them.
 */
@NullMarked
package live.nigiwai.shop.payment.simulator;

import org.jspecify.annotations.NullMarked;
