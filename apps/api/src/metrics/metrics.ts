type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: Map<string, number>;
}

/** Figures in the text format that Prometheus reads. Labels take few values each, so the number of lines stays small. */
export class Metrics {
  readonly #families = new Map<string, Family>();

  /** Adds to a counter. */
  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    const { samples } = this.#family(name, help, 'counter');
    const key = labelText(labels);
    samples.set(key, (samples.get(key) ?? 0) + by);
  }

  /** Sets a gauge. */
  set(name: string, help: string, value: number, labels: Labels = {}): void {
    this.#family(name, help, 'gauge').samples.set(labelText(labels), value);
  }

  /** The text of /metrics. */
  text(): string {
    return [...this.#families]
      .map(([name, { help, type, samples }]) =>
        [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...[...samples].map(([labels, value]) => `${name}${labels} ${value}`)].join(
          '\n',
        ),
      )
      .concat('')
      .join('\n');
  }

  #family(name: string, help: string, type: Family['type']): Family {
    let family = this.#families.get(name);
    if (!family) this.#families.set(name, (family = { help, type, samples: new Map() }));
    return family;
  }
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  );
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}
