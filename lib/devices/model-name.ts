import { modelNames } from './model-names'

const names = new Map(
  Object.entries(modelNames).flatMap(([name, identifiers]) =>
    identifiers.split(' ').flatMap((one) => each(one).map((identifier) => [identifier.toLowerCase(), name])),
  ),
)

/** `iPhone 12` for `iPhone13,2`. Apps can report any text, so an unknown model is returned unchanged. */
export const modelName = (model: string) => names.get(model.trim().toLowerCase()) ?? model

/** Expands a range: `iPad8,1-4` stands for four identifiers. */
function each(identifiers: string): string[] {
  const [, family = '', from, to] = /^(.+,)(\d+)-(\d+)$/.exec(identifiers) ?? []
  if (!from || !to) return [identifiers]
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${family}${Number(from) + index}`)
}
