// Validators that share no code with trialvoice: `{release, bundles: {name: text}}` on stdin → one fault a line.
// medplum and fhir know R4, whose resources that are used here R4B did not change; types knows R4B and R5.
import './node20.mjs';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateResource } from '@medplum/core';
import fhir from 'fhir';
import ts from 'typescript';
import { loadDefinitions } from './definitions.mjs';

const here = dirname(fileURLToPath(import.meta.url));

function byMedplum(resource) {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    return (error.outcome?.issue ?? [{ details: { text: error.message } }]).map((issue) => issue.details?.text ?? issue.code);
  }
}

const checker = new fhir.Fhir();

function byFhir(resource) {
  const told = checker.validate(resource, { errorOnUnexpected: true });
  return told.messages.filter((one) => one.severity === 'error' || one.severity === 'fatal').map((one) => `${one.location}: ${one.message}`);
}

// A resource is written as an object literal of its type, which TypeScript's compiler then checks: unknown and missing
// elements, wrong kinds, and codes of required bindings.
function byTypes(release, bundles) {
  const sources = new Map();
  for (const [name, bundle] of Object.entries(bundles)) {
    const types = join(here, 'node_modules', '@types', 'fhir', `${release.toLowerCase()}.js`);
    // What is contained has a type of its own, which these declarations do not look into.
    const resources = bundle.entry.flatMap(({ resource: { contained, ...outer } }) => [outer, ...(contained ?? [])]);
    const lines = resources.map(
      (resource, at) => `export const r${at}: import(${JSON.stringify(types)}).${resource.resourceType} = ${JSON.stringify(resource)};`
    );
    sources.set(join(here, `${name}.bundle.ts`), lines.join('\n'));
  }
  const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], lib: ['lib.es5.d.ts'], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, ...rest) =>
    sources.has(file) ? ts.createSourceFile(file, sources.get(file), rest[0]) : getSourceFile.call(host, file, ...rest);
  host.fileExists = (file) => sources.has(file) || fileExists.call(host, file);
  host.readFile = (file) => sources.get(file) ?? readFile.call(host, file);
  const program = ts.createProgram([...sources.keys()], options, host);
  const faults = [];
  for (const one of [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics(), ...program.getGlobalDiagnostics()]) {
    const name = one.file ? one.file.fileName.slice(here.length + 1, -'.bundle.ts'.length) : '';
    faults.push({ validator: 'types', name, text: ts.flattenDiagnosticMessageText(one.messageText, ' ') });
  }
  return faults;
}

const asked = JSON.parse(readFileSync(0, 'utf8'));
const bundles = Object.fromEntries(Object.entries(asked.bundles).map(([name, text]) => [name, JSON.parse(text)]));
const faults = byTypes(asked.release, bundles);
if (asked.release === 'R4B') {
  loadDefinitions();
  for (const [name, bundle] of Object.entries(bundles)) {
    for (const resource of [...bundle.entry.map((entry) => entry.resource), bundle]) {
      faults.push(...byMedplum(resource).map((text) => ({ validator: 'medplum', name, text })));
    }
    faults.push(...byFhir(bundle).map((text) => ({ validator: 'fhir', name, text })));
  }
}
for (const fault of faults) {
  console.log(JSON.stringify(fault));
}
