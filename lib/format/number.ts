const numbers = new Intl.NumberFormat('en-US')
const percents = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 3 })
const rules = new Intl.PluralRules('en-US')

/** `12,345` */
export const formatNumber = (count: number) => numbers.format(count)

/** `0.123` is `12.3%`. Pass `digits` to round a result for reading, as in `99.3%`. */
export const formatPercent = (part: number, digits = 3) => percents.format(Number(part.toFixed(digits + 2)))

/** `1 client`, `2,300 clients`. */
export const plural = (count: number, one: string, many?: string) =>
  `${formatNumber(count)} ${pluralWord(count, one, many)}`

/** The noun alone, for sentences with the number elsewhere. */
export const pluralWord = (count: number, one: string, many = `${one}s`) => (rules.select(count) === 'one' ? one : many)
