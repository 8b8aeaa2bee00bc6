import type { KeyboardEvent } from 'react'

/** Moves the focus through rows of links: up and down to each row's main link, left and right within a row. */
export function stepInRows(event: KeyboardEvent, list: HTMLElement | null) {
  const rows = [...(list?.querySelectorAll('li') ?? [])]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = nextOf(event.key, rows, at)
  if (!next) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

function nextOf(key: string, rows: HTMLElement[], at: number): HTMLElement | null | undefined {
  const meantIn = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>('[data-meant]')
  if (key === 'ArrowDown') return meantIn(rows[at + 1])
  if (at < 0) return undefined
  if (key === 'ArrowUp')
    return at > 0 ? meantIn(rows[at - 1]) : rows[0]?.closest('search')?.querySelector<HTMLElement>('input')
  if (key === 'Home') return meantIn(rows[0])
  if (key === 'End') return meantIn(rows.at(-1))
  const within = [...(rows[at]?.querySelectorAll<HTMLElement>('button, a') ?? [])]
  const now = within.findIndex((one) => one.matches(':focus'))
  if (key === 'ArrowLeft') return within[now - 1]
  if (key === 'ArrowRight') return within[now + 1]
  return undefined
}
