import { Fragment, type ReactNode } from 'react'
import { balanced } from '@/lib/isolated'
import { classNames } from './class-names'

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

/** Several of them with a dot between; those that are missing are left out. */
export function OutsideList({ parts }: { parts: (string | null | undefined | false)[] }) {
  const shown = [...new Set(parts)].filter((part): part is string => typeof part === 'string' && part !== '')
  return shown.map((part, index) => (
    <Fragment key={part}>
      {index > 0 && ' · '}
      <Outside>{part}</Outside>
    </Fragment>
  ))
}

const isVisible = (text: string) =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(/[\u115f\u1160\u3164\uffa0\u2800]/g, ''))
