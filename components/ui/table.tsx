import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

type TableProps = { label: string; children: ReactNode; className?: string; rowCount?: number; isFixed?: boolean }

/**
 * A table with an accessible name that scrolls sideways if it is too wide. Its cells can hide by its own width, as the
 * rail takes part of the window's. `isFixed`: header cells set the column widths.
 */
export function Table({ label, children, className, rowCount, isFixed }: TableProps) {
  return (
    // A group, not a region: a landmark per table would drown out the others.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={classNames('@container relative overflow-x-auto', className)}
    >
      <table
        aria-label={label}
        aria-rowcount={rowCount}
        className={classNames('w-full border-collapse text-left', isFixed && 'table-fixed')}
      >
        {children}
      </table>
    </div>
  )
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="text-faint text-sm">
      <tr>{children}</tr>
    </thead>
  )
}

type Align = { align?: 'left' | 'right' }

export function TableHeader({ align = 'left', className, ...rest }: Align & Omit<ComponentProps<'th'>, 'align'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        'h-8 whitespace-nowrap border-b px-3 font-normal first:pl-0 last:pr-0',
        align === 'right' && 'text-right',
        className,
      )}
    />
  )
}

/** The header of a column of buttons. */
export function ActionsHeader({ className }: { className?: string }) {
  return (
    <TableHeader className={className}>
      <span className="sr-only">Actions</span>
    </TableHeader>
  )
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={classNames('group/row h-(--row) border-b hover:bg-hover', className)} />
}

const cell = 'px-3 first:pl-0 last:pr-0'

/** A time that stands alone keeps its width as `just now` becomes `10s ago`, so that no column moves. */
const time =
  '[&>button:only-child]:[text-align:inherit] [&>button:only-child>time]:inline-block [&>button:only-child>time]:min-w-17'

/** Wraps long text, so that it doesn't widen its column. */
type Wrapping = { isWrapped?: boolean }

type CellProps = Align & Wrapping & Omit<ComponentProps<'td'>, 'align'>

export function TableCell({ align = 'left', isWrapped, className, ...rest }: CellProps) {
  return (
    <td
      {...rest}
      className={classNames(
        cell,
        time,
        !isWrapped && 'whitespace-nowrap',
        align === 'right' && 'text-right',
        className,
      )}
    />
  )
}

/** The header cell of a row. */
export function TableName({ isWrapped, className, ...rest }: Wrapping & ComponentProps<'th'>) {
  return (
    <th
      scope="row"
      {...rest}
      className={classNames(cell, !isWrapped && 'whitespace-nowrap', 'font-medium', className)}
    />
  )
}

/** Shown on hover and while anything in the row has the focus. */
export function RowActions({ children }: { children: ReactNode }) {
  return (
    <span className="flex flex-wrap justify-end gap-1 opacity-0 transition-opacity focus-within:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100">
      {children}
    </span>
  )
}
