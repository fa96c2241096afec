import { type ClassType, Field, InputType, ObjectType } from 'type-graphql';

/*
 * The API of a content type is generated from its definition: GraphQL classes are made here, and TypeGraphQL's decorators are applied
 * to them as plain functions.
 */

/** A field of a generated GraphQL class. */
export interface GeneratedField {
  /** The GraphQL type as TypeGraphQL takes it: a class, a scalar, an enum object, or a list of one. */
  type: () => unknown;
  /** A full sentence, from the caller's side. */
  description: string;
  nullable?: boolean;
  defaultValue?: unknown;
}

/** Adds fields to a GraphQL class, generated or not. */
export function addFields(Generated: ClassType, fields: Readonly<Record<string, GeneratedField>>): void {
  for (const [name, { type, ...options }] of Object.entries(fields)) {
    Field(type as () => typeof String, options)(Generated.prototype as object, name);
  }
}

/** A generated GraphQL input. */
export function inputClass(
  name: string,
  description: string,
  fields: Readonly<Record<string, GeneratedField>>,
): ClassType {
  const Generated = { [name]: class {} }[name];
  addFields(Generated, fields);
  InputType(name, { description })(Generated);
  return Generated;
}

/** A generated GraphQL object; resolvers may add fields that cost something. */
export function objectClass(
  name: string,
  description: string,
  fields: Readonly<Record<string, GeneratedField>>,
): ClassType {
  const Generated = { [name]: class {} }[name];
  addFields(Generated, fields);
  ObjectType(name, { description, simpleResolvers: true })(Generated);
  return Generated;
}

/** An empty class with a name, which GraphQL's errors and stack traces show. */
export function namedClass(name: string): ClassType {
  return { [name]: class {} }[name];
}

/** A decorator of a parameter, such as `Ctx()`, as a plain function. */
export type Parameter = (prototype: object, name: string, index: number) => void;

/** Adds a method to a generated resolver, whose parameters TypeGraphQL fills by position, as the decorators say. */
export function addMethod(
  Generated: ClassType,
  name: string,
  parameters: readonly Parameter[],
  // The methods differ in their parameters.
  // oxlint-disable-next-line typescript/no-explicit-any
  method: (...args: any[]) => unknown,
  decorate: MethodDecorator,
): void {
  const prototype = Generated.prototype as object;
  Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true });
  Reflect.defineMetadata('design:paramtypes', Array(parameters.length).fill(Object), prototype, name);
  Reflect.defineMetadata('design:returntype', Promise, prototype, name);
  decorate(prototype, name, Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor);
  parameters.forEach((parameter, index) => parameter(prototype, name, index));
}
