/** OFREP flag keys. Some providers do not encode them into the URL, so they hold letters and hyphens only. */
export const promptFlag = 'push-permission-prompt'
export const promptContentFlag = 'push-permission-prompt-content'
