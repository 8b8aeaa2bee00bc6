import { Fragment, type ReactElement, type ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import { balanced } from '@/lib/text/isolated'

/**
 * Text from outside, such as names, IDs, titles, or models. It can wrap anywhere, and its direction is isolated, so
 * that an override in it doesn't affect the text around it.
 */
export function Outside({ children, className }: { children: ReactNode; className?: string }) {
  if (typeof children === 'string' && children !== '' && !isVisible(children))
    return <span className={classNames('text-faint', className)}>(invisible text)</span>
  return (
    <bdi className={classNames('wrap-anywhere', className)}>
      {typeof children === 'string' ? balanced(children) : children}
    </bdi>
  )
}

/** Joins several texts from outside with dots. Leaves out missing ones. Elements are used as they are. */
export function OutsideList({ parts }: { parts: (ReactElement | string | null | undefined | false)[] }) {
  const shown = [...new Set(parts)].filter(
    (part) => part !== null && part !== undefined && part !== false && part !== '',
  )
  return shown.map((part, index) => (
    <Fragment key={typeof part === 'string' ? part : index}>
      {index > 0 && ' · '}
      {typeof part === 'string' ? <Outside>{part}</Outside> : part}
    </Fragment>
  ))
}

const isVisible = (text: string) =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(/[\u115f\u1160\u3164\uffa0\u2800]/g, ''))
