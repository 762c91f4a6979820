# frozen_string_literal: true

Rails.application.routes.draw do
  use_doorkeeper do
    controllers authorizations: 'oauth/authorizations'
    skip_controllers :applications, :authorized_applications
  end
  match '/oauth/userinfo', to: 'api/userinfo#show', via: %i[get post]

  root to: 'sessions#show'
  get '/auth/sign_in', to: 'sessions#new'
  post '/auth/sign_in', to: 'sessions#create'
  delete '/auth/sign_out', to: 'sessions#destroy'
  get '/avatars/:username.svg', to: 'pictures#show'

  scope defaults: { format: :json } do
    get '/.well-known/oauth-authorization-server', to: 'api/server#metadata'
    post '/api/v1/apps', to: 'api/apps#create'
    get '/api/v1/apps/verify_credentials', to: 'api/apps#verify_credentials'
    get '/api/v1/accounts/verify_credentials', to: 'api/accounts#verify_credentials'
    get '/api/v1/accounts/:id/statuses', to: 'api/accounts#statuses'
    get '/api/v1/preferences', to: 'api/accounts#preferences'
    post '/api/v1/statuses', to: 'api/statuses#create'
    get '/api/v1/instance', to: 'api/server#instance_v1'
    get '/api/v2/instance', to: 'api/server#instance_v2'
    match '*unmatched', to: 'api/base#not_found', via: :all
  end
end
