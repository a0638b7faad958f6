export const formats = ['pretty', 'json', 'sarif', 'github', 'gitlab'] as const;
export type Format = (typeof formats)[number];

export const thresholds = ['error', 'warning', 'info', 'hint', 'never'] as const;
export type Threshold = (typeof thresholds)[number];
