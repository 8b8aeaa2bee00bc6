'use client'

import NextLink from 'next/link'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { noteFetched } from './fetched-ahead'

type Props = ComponentProps<typeof NextLink>

const restMs = 60

/**
 * Prefetches its page when someone shows intent: the pointer rests on it, it gets the focus, or a finger touches it.
 */
export function Link({ prefetch, ...rest }: Props) {
  const [isMeant, setMeant] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const forget = () => clearTimeout(timer.current)
  useEffect(() => () => clearTimeout(timer.current), [])

  function mean() {
    noteFetched(rest.href.toString())
    setMeant(true)
  }
  function comeNear() {
    forget()
    timer.current = setTimeout(mean, restMs)
  }
  function leave() {
    forget()
    setMeant(false)
  }

  if (prefetch === false) return <NextLink {...rest} prefetch={false} />
  return (
    <NextLink
      {...rest}
      prefetch={isMeant}
      onPointerEnter={both(rest.onPointerEnter, comeNear)}
      onPointerLeave={both(rest.onPointerLeave, leave)}
      onFocus={both(rest.onFocus, comeNear)}
      onBlur={both(rest.onBlur, leave)}
      onTouchStart={both(rest.onTouchStart, mean)}
      onClick={both(rest.onClick, forget)}
    />
  )
}

const both =
  <Event,>(given: ((event: Event) => void) | undefined, own: () => void) =>
  (event: Event) => {
    given?.(event)
    own()
  }
