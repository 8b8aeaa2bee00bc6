import { Fragment, type ReactElement, type ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import { balanced } from '@/lib/text/isolated'

/**
 * Text that comes from outside: names, ids, titles, models. It wraps wherever it must, and its direction stays its own, so
 * that no override in it turns what stands beside it.
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

/** Several of them with a dot between; those that are missing are left out. What is no text brings its own element. */
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
