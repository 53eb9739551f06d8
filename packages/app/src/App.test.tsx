import { render, screen } from '@testing-library/react';
import App from './App';

// The real environment holds texts only, that of the bundler objects as well
const config = [
  {
    context: 'test',
    data: {
      app: { title: 'Test portal', baseUrl: 'http://localhost' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  },
] as unknown as string;

describe('App', () => {
  it('asks a visitor to sign in as a guest', async () => {
    process.env = { ...process.env, APP_CONFIG: config };
    render(App.createRoot());
    expect(
      await screen.findByRole('button', { name: 'Enter' }),
    ).toBeInTheDocument();
  });
});
