/**
 * Stripe.js, loaded only where a payment is to be made with it. Stripe asks that it comes from their
 * own address (PCI DSS); the checkout's policy admits that address when the shop is set up with Stripe.
 */
const ADDRESS = 'https://js.stripe.com/v3/';

export interface ProviderForm {
  create(kind: 'payment'): { mount(place: HTMLElement): void };
}

export interface Provider {
  elements(options: { readonly clientSecret: string }): ProviderForm;
  confirmPayment(options: {
    readonly elements: ProviderForm;
    readonly confirmParams: { readonly return_url: string };
    readonly redirect: 'if_required';
  }): Promise<{ readonly error?: { readonly message?: string } }>;
}

type Start = (publishableKey: string, options: { readonly locale: string }) => Provider;

const started = (): Start | undefined => (window as { Stripe?: Start }).Stripe;

/** Rejects when the script cannot be had. */
export async function loadProvider(publishableKey: string, locale: string): Promise<Provider> {
  if (!started()) await load();
  const start = started();
  if (!start) throw new Error('the provider’s script did not start');
  return start(publishableKey, { locale });
}

function load(): Promise<void> {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = ADDRESS;
    script.onload = () => done();
    script.onerror = () => {
      script.remove();
      failed(new Error('the provider’s script did not load'));
    };
    document.head.append(script);
  });
}
