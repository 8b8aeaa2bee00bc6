/** Base UI renders a popup transparent at the window's corner until it has its place. It takes no clicks there. */
export const floatingPlace = "z-50 [&[style*='opacity:_0']]:pointer-events-none"

/** Shared style of menus, selects, and popovers. */
export const floatingSurface =
  'rounded-surface border border-line-strong bg-raised text-text shadow-float outline-none transition-[opacity,scale] origin-(--transform-origin) data-starting-style:scale-98 data-starting-style:opacity-0 data-ending-style:opacity-0'

export const floatingItem =
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-control px-2 py-1 text-base text-text outline-none data-highlighted:bg-hover data-disabled:text-faint [&_svg]:size-3.5 [&_svg]:text-faint'

export const backdrop =
  'fixed inset-0 z-40 bg-black/35 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0'

export const dialogPopup =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-surface border border-line-strong bg-raised p-5 shadow-float outline-none transition-[opacity,scale] data-starting-style:scale-98 data-ending-style:opacity-0 data-starting-style:opacity-0'
