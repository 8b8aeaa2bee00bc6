const hidden: [what: RegExp, by: string][] = [
  // Links that are credentials, and any random text of the same format.
  [/\b(invitation|case|triggers)\/[\w-]{20,400}(?:\.[\w-]{1,400})?/g, '$1/…'],
  [/(?<![\w-])(?=[\w-]{0,42}\d)(?=[\w-]{0,42}[A-Z])(?=[\w-]{0,42}[a-z])[\w-]{43}(?![\w-])/g, '[token]'],
  // API keys, service tokens, and triggers keep their prefix.
  [/\b(pk|sk|st|tr|whsec)_[\w+/=-]{8,400}/g, '$1_…'],
  [/\beyJ[\w-]{8,4000}\.[\w-]{0,4000}(?:\.[\w-]{0,4000})?/g, '[token]'],
  [/-----BEGIN [A-Z ]{1,40}-----[^-]{0,8000}/g, '[key]'],
  [/\b[0-9a-f]{40,}\b/gi, '[hex]'],
  [/:\/\/[^\s:@/"]{1,200}:[^\s@/"]{1,200}@/g, '://[credentials]@'],
  [/[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, '[email]'],
]

/**
 * Redacts a log line: keys, tokens, device tokens, and email addresses that a third-party error message may contain.
 */
export const withoutSecrets = (line: string): string =>
  hidden.reduce((text, [what, by]) => text.replace(what, by), line)
