# frozen_string_literal: true

module Api
  class StatusesController < BaseController
    before_action { doorkeeper_authorize! :write, :'write:statuses' }
    before_action :require_person!

    def create
      render json: Documents.status(posted_before || post, base)
    end

    private

    # A repeated Idempotency-Key returns the first post for an hour.
    def posted_before
      key = request.headers['Idempotency-Key'].presence
      key && person.statuses.where('created_at > ?', 1.hour.ago).find_by(idempotency_key: key)
    end

    def post
      person.statuses.create!(
        text: params[:status], spoiler_text: params[:spoiler_text], language: params[:language],
        sensitive: ActiveModel::Type::Boolean.new.cast(params[:sensitive]) || false,
        visibility: params[:visibility].presence || Documents.default_visibility(person),
        application: doorkeeper_token.application, idempotency_key: request.headers['Idempotency-Key'].presence,
      )
    end
  end
end
