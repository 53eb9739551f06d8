import '@testing-library/jest-dom';

// jsdom lays nothing out, so there is nothing to observe
global.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// Whole trees are rendered, which takes a busy machine its time
jest.setTimeout(30_000);
