'use client'

import { Fragment, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

type Props<Row> = {
  as: 'tbody' | 'ul'
  label?: string
  className?: string
  rows: Row[]
  /** The row height until the first row is measured. All rows have the same height. */
  rowPx: number
  children: (row: Row, index: number) => ReactNode
}

/** Rows kept above and below the visible ones, so that fast scrolling and keyboard navigation meet no gap. */
const around = 10
/** The rows rendered by the server and on the first client render. */
const atFirst = { first: 0, last: 40 }

/**
 * A list of any length. Renders only the visible rows, some around them, and the one with the focus with its neighbors,
 * so that keys lead on from it wherever the page has scrolled to.
 */
export function WindowRows<Row extends { id: string }>({ as, label, className, rows, rowPx, children }: Props<Row>) {
  const place = useRef<HTMLElement>(null)
  const [measuredPx, setMeasuredPx] = useState(rowPx)
  const [focusedId, setFocusedId] = useState<string>()
  const range = useRowsInSight(place, measuredPx)
  useLayoutEffect(() => {
    const height = place.current?.querySelector('[data-index]')?.getBoundingClientRect().height
    if (height) setMeasuredPx(height)
  })

  const focused = focusedId === undefined ? -1 : rows.findIndex(({ id }) => id === focusedId)
  const near = focused < 0 ? [] : [focused - 1, focused, focused + 1].filter((index) => index in rows)
  const shown = [...new Set([...indexesIn(range, rows.length), ...near])].sort((a, b) => a - b)
  const List = as
  return (
    <List
      ref={(element: HTMLElement | null) => {
        place.current = element
      }}
      aria-label={label}
      className={className}
      onFocus={(event) => {
        const index = event.target.closest('[data-index]')?.getAttribute('data-index')
        setFocusedId(index ? rows[Number(index)]?.id : undefined)
      }}
      onBlur={() => setFocusedId(undefined)}
    >
      {shown.map((index, at) => {
        const row = rows[index]
        if (!row) return null
        return (
          <Fragment key={row.id}>
            <Space as={as} px={(index - (shown[at - 1] ?? -1) - 1) * measuredPx} />
            {children(row, index)}
          </Fragment>
        )
      })}
      <Space as={as} px={(rows.length - 1 - (shown.at(-1) ?? -1)) * measuredPx} />
    </List>
  )
}

function useRowsInSight(place: { current: HTMLElement | null }, rowPx: number) {
  const [range, setRange] = useState(atFirst)
  useEffect(() => {
    function look() {
      const box = place.current?.getBoundingClientRect()
      // Hidden: the same rows are displayed in another form.
      if (!box?.width) return
      const first = Math.max(0, Math.floor(-box.top / rowPx) - around)
      const last = Math.max(first, Math.ceil((window.innerHeight - box.top) / rowPx) + around)
      setRange((now) => (now.first === first && now.last === last ? now : { first, last }))
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [place, rowPx])
  return range
}

function indexesIn({ first, last }: typeof atFirst, count: number): number[] {
  const end = Math.min(last, count - 1)
  const start = Math.max(0, Math.min(first, end - around))
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, at) => start + at)
}

/** Takes the space of rows that aren't rendered. */
function Space({ as, px }: { as: 'tbody' | 'ul'; px: number }) {
  if (px <= 0) return null
  if (as === 'ul') return <li aria-hidden style={{ height: px }} />
  return (
    <tr aria-hidden>
      <td className="p-0" style={{ height: px }} />
    </tr>
  )
}
