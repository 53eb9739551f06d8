import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// jsdom lays nothing out, so there is nothing to observe
global.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// Whole trees are rendered, which takes a busy machine its time
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });
