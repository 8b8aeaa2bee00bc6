/** Developer docs, served publicly beside the API and opened in a new tab. */
export const guides = [
  { name: 'API reference', words: 'help documentation openapi curl', href: '/api/v1/docs' },
  { name: 'SDK guide', words: 'help documentation swift typescript app', href: '/api/v1/docs/sdk' },
] as const
