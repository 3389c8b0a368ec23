/** A product as a shop describes it. Only `title` is required; absent means unknown. */
export interface Product {
  id?: string | undefined;
  title: string;
  description?: string | undefined;
  bullets?: string[] | undefined;
  brand?: string | undefined;
  category?: string | undefined;
  color?: string | undefined;
  price?: { amount: number; currency: string } | undefined;
  image_url?: string | undefined;
  attributes?: Record<string, unknown> | undefined;
  stock?: number | undefined;
  rating?: { value: number; count?: number | undefined } | undefined;
  language?: 'zh' | 'en' | undefined;
  updated_at?: string | undefined;
}
