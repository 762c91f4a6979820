// A store may answer at once, or with a promise. Code that does not wait without need takes both.

/** What is there now, or comes later: a store may answer either way. */
export type MaybePromise<Value> = Value | Promise<Value>;

export function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return value instanceof Object && "then" in value;
}

/** Goes on with a value at once if it is there. */
export function chain<From, To>(value: MaybePromise<From>, next: (value: From) => MaybePromise<To>): MaybePromise<To> {
  return isPromise(value) ? value.then(next) : next(value);
}

export function all<Value>(values: MaybePromise<Value>[]): MaybePromise<Value[]> {
  return values.some(isPromise) ? Promise.all(values) : (values as Value[]);
}
