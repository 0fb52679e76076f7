// adaptivecards-templating's typings import this one name from another package's sources, which do not compile here.
export type IAdaptiveCard = Record<string, unknown>;
