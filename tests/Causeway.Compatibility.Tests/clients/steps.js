// A script is a row of named steps. Each prints a line of JSON: what it returned, or the error that the client made of the answer.

function print(line) {
  process.stdout.write(JSON.stringify(line) + "\n");
}

function describe(error) {
  return {
    type: error.name ?? error.constructor.name,
    message: error.message,
    statusCode: error.statusCode,
    body: error.refusal ?? refusalOf(error),
    text: typeof error.body === "string" ? error.body : undefined,
    causes: error.cause === undefined ? undefined : String(error.cause),
  };
}

// The newer generation throws the body's fields as an error's own.
function refusalOf(error) {
  const { service, error: text, correlationId, canBeRetried, detailedErrorCode, validation } = error.data$ ?? {};
  return correlationId === undefined
    ? undefined
    : { service, error: text, correlationId, canBeRetried, detailedErrorCode, validation };
}

/** Must succeed: what follows needs it. */
export async function step(name, action) {
  const started = performance.now();
  try {
    const value = await action();
    print({ step: name, value: value ?? null, milliseconds: Math.round(performance.now() - started) });
    return value;
  } catch (error) {
    print({ step: name, error: describe(error) });
    process.exit(1);
  }
}

/** May succeed or fail; the test says which is right. */
export async function attempt(name, action) {
  try {
    print({ step: name, value: (await action()) ?? null });
  } catch (error) {
    print({ step: name, error: describe(error) });
  }
}

/** Asks until the answer is good, as long as a patient user would wait. */
export async function until(ask, good, seconds = 60) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (good(answer)) {
      return answer;
    }

    if (Date.now() > deadline) {
      throw new Error(`not after ${seconds} s: ${JSON.stringify(answer)}`);
    }

    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
