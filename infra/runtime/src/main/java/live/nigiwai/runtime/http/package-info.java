/**
 * What every feature's endpoints share: who asks ({@link live.nigiwai.runtime.http.Visitor}), how
 * an endpoint answers ({@link live.nigiwai.runtime.http.Endpoints}), how it refuses ({@link
 * live.nigiwai.runtime.http.ApiProblem}), and how it reads a request ({@link
 * live.nigiwai.runtime.http.Requests}).
 */
@NullMarked
package live.nigiwai.runtime.http;

import org.jspecify.annotations.NullMarked;
