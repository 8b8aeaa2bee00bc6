/** Where a program of this folder is as JavaScript: beside this one. */
export const programOf = (name: string) => new URL(`./${name}.mjs`, import.meta.url)
