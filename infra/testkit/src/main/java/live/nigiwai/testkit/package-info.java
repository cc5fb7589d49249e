/**
 * What tests share: fakes that pass the contract of the real thing, and the world outside. Never in
 * the product.
 */
@NullMarked
package live.nigiwai.testkit;

import org.jspecify.annotations.NullMarked;
